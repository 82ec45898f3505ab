"""In what two files of one article differ, by kind, for those who choose what is rewritten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.changes import Difference
from crawler.items import Article
from pipelines.document.line_changes import are_alike, line_differences
from pipelines.document.reading import ArticleFile, article_file

# Kinds of keys of the front matter; the others are the layout's.
_KINDS = {
    "title": "title",
    "description": "description",
    "category": "category",
    "section": "category",
    "language": "language",
    "published": "date",
    "modified": "date",
    "authors": "authors",
    "image": "image",
    "image_origin": "image",
    "caption": "caption",
}
# What follows from the text alone, or with it from the rest of the file.
OF_TEXT = frozenset(("hash", "confidence"))
_DERIVED = frozenset(("code", "date")) | OF_TEXT
IMAGE = re.compile(r"!\[[^\]\n]*\]\(\S*\)")
_CREDIT = re.compile(r"_[^_\n]+_")


@dataclass(frozen=True, slots=True)
class Body:
    """The parts of a file's body."""

    caption: str
    lines: list[str]
    credit: str


def differences(former: bytes, content: bytes, article: Article) -> tuple[Difference, ...]:
    """Return in what a file is to be another, that of the article; raises UnreadableFile.

    None for files that say the same, though they may be written otherwise.
    """
    before, after = article_file(former), article_file(content)
    found = list(_of_keys(before, after))
    old, new = bodies(before, after, article)
    for kind, one, other in (
        ("caption", old.caption, new.caption),
        ("credit", old.credit, new.credit),
    ):
        if one != other:
            found.append(Difference(kind, one, other))
    found += line_differences(old.lines, new.lines)
    if not found and former != content:
        found.append(Difference("layout", "", ""))
    return tuple(found)


def kind_of_key(name: str) -> str:
    """Return of what kind a change of a key of the front matter is."""
    return _KINDS.get(name, "layout")


def _of_keys(before: ArticleFile, after: ArticleFile) -> Iterator[Difference]:
    for name in dict.fromkeys([*before.keys, *after.keys]):
        old, new = (_shown(file.keys.get(name)) for file in (before, after))
        if old != new and name not in _DERIVED:
            kind = kind_of_key(name)
            named = f"{name}: " if kind == "layout" else ""
            yield Difference(kind, old and f"{named}{old}", new and f"{named}{new}")


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def bodies(before: ArticleFile, after: ArticleFile, article: Article) -> tuple[Body, Body]:
    """Return the parts of two bodies, the second of which is the article's.

    A file does not say whether what stands beneath its picture is the caption, nor whether what
    stands at its end in italics is the credit: the one is taken for what the other has there.
    """
    (old_start, old), (new_start, new) = map(_parts, (before.body, after.body))
    caption = new_start if article.image and article.image.words else ""
    new = new if caption or not new_start else [new_start, *new]
    first = new[0] if new else ""
    is_text = old_start in new or (
        are_alike(old_start, first) and not are_alike(old_start, caption)
    )
    former_caption = "" if is_text else old_start
    old = [old_start, *old] if is_text and old_start else old
    credit = new.pop() if article.credit and new and _CREDIT.fullmatch(new[-1]) else ""
    is_credit = bool(old[1:]) and bool(_CREDIT.fullmatch(old[-1]))
    if is_credit and not credit and new:
        is_credit = not are_alike(old[-1], new[-1])
    former_credit = old.pop() if is_credit else ""
    return Body(former_caption, old, former_credit), Body(caption, new, credit)


def _parts(body: str) -> tuple[str, list[str]]:
    """Return what stands beneath the lead image, and the blocks that follow."""
    blocks = [block for block in body.strip("\n").split("\n\n") if block]
    blocks = blocks[1:] if blocks and blocks[0].startswith("# ") else blocks
    if blocks and IMAGE.fullmatch(blocks[0]):
        return (blocks[1], blocks[2:]) if blocks[1:] else ("", [])
    return "", blocks
