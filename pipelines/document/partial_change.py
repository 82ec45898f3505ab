"""An article's file with some of the changes to its new one: those of the kinds that are wanted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawler.changes import Difference
from crawler.items import Article, Image
from pipelines.document.comparison import IMAGE, OF_TEXT, bodies, differences, kind_of_key
from pipelines.document.line_changes import Wanted, lines_with_some
from pipelines.document.reading import ArticleFile, article_file

_OFTEN = 5  # times that a file is compared anew with the changes that it has


@dataclass(frozen=True, slots=True)
class PartialChange:
    """A file, and the changes that it has and has not."""

    content: bytes | None  # None: there is to be no file
    made: tuple[Difference, ...] = ()
    left: tuple[Difference, ...] = ()


def partly_changed(
    former: bytes, content: bytes, article: Article, wanted: Wanted
) -> PartialChange:
    """Return a file with those changes to the new one, the article's, that are of wanted kinds.

    To change what this returns once more changes nothing. Where changes hang together so that
    there is no such file, it is the former one. Raises UnreadableFile.
    """
    before, file, shown = b"", former, article
    for _ in range(_OFTEN):
        before, (file, shown) = file, _once(file, content, article, wanted)
        if file == before:
            break
    made = differences(former, file, shown)
    if file != before or not all(wanted(difference.kind) for difference in made):
        file, made = former, ()
    return PartialChange(file, made, differences(file, content, article))


def _once(former: bytes, content: bytes, article: Article, wanted: Wanted) -> tuple[bytes, Article]:
    """Return the file, and the article with the caption and credit that it has."""
    before, after = article_file(former), article_file(content)
    chosen = _with_picture(before, after, wanted)
    old, new = bodies(before, after, article)
    lines = lines_with_some(old.lines, new.lines, chosen)
    caption = new.caption if chosen("caption") else old.caption
    credit = new.credit if chosen("credit") else old.credit
    heading = _heading(after if chosen("title") else before)
    picture = _picture(after if chosen("image") else before)
    keys = _keys(former, content, chosen, is_new_text=lines == new.lines)
    parts = (heading, picture, caption, *lines, credit)
    body = "\n\n".join(part for part in parts if part)
    image = Image(url="", caption=caption) if caption else None
    shown = replace(article, image=image, credit=credit or None)
    return "\n".join(["---", *keys, "---", "", body, ""]).encode(), shown


def _with_picture(before: ArticleFile, after: ArticleFile, wanted: Wanted) -> Wanted:
    """Return what is wanted: of another picture the caption comes and goes with it."""
    if before.keys.get("image") == after.keys.get("image"):
        return wanted
    return lambda kind: wanted("image" if kind == "caption" else kind)


def _keys(former: bytes, content: bytes, chosen: Wanted, *, is_new_text: bool) -> Iterator[str]:
    """Yield the lines of the front matter, in the order of the new file."""
    old, new = _lines_of_keys(former), _lines_of_keys(content)
    for name in dict.fromkeys([*new, *old]):
        is_new = is_new_text if name in OF_TEXT else chosen(kind_of_key(name))
        if line := (new if is_new or name in ("code", "date") else old).get(name):
            yield line


def _lines_of_keys(content: bytes) -> dict[str, str]:
    head = content.decode().split("\n---\n", 1)[0]
    return {line.partition(":")[0]: line for line in head.split("\n")[1:]}


def _heading(file: ArticleFile) -> str:
    first = _blocks(file)[0]
    return first if first.startswith("# ") else ""


def _picture(file: ArticleFile) -> str:
    second = _blocks(file)[1:2]
    return second[0] if second and IMAGE.fullmatch(second[0]) else ""


def _blocks(file: ArticleFile) -> list[str]:
    return file.body.strip("\n").split("\n\n")
