"""An article's file with what a person says in place of its page."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from crawler.items import Span
from pipelines.document.body import picture
from pipelines.document.escape import Place, defuse
from pipelines.document.front_matter import Value, written
from pipelines.document.inline import inline
from pipelines.document.keys import COPY_KEY, FURTHER_KEYS, KEYS
from pipelines.document.overrides import ALSO, WITHOUT, added, moment, names, paragraphs
from pipelines.text.web_addresses import destination

_PICTURE = re.compile(r"!\[(.*)\]\((.*)\)")
_NO_LETTERS = re.compile(r"\]\(\S*\)|&\w+;|[\W_]+")


def overridden(
    file: str, values: Mapping[str, str], extra: Sequence[str] = (), caption: str | None = None
) -> str:
    """Return an article's file with these values in its front matter, headline and picture.

    extra: the further keys that files are to have; caption: what stands beneath the picture, ""
    if nothing does. None: nobody knows, and it stays until the file is written anew.
    """
    head, mark, body = file.partition("\n---\n")
    lines = {line.partition(":")[0]: line for line in head.split("\n")[1:]}
    for key, value in values.items():
        if key in KEYS or key in lines or (key in FURTHER_KEYS and key in extra):
            lines[key] = f"{key}: {written(typed(key, value))}"
    order = ("layout", *KEYS, *extra)
    known = [lines.pop(key) for key in order if key in lines and key != COPY_KEY]
    return "\n".join(["---", *known, *lines.values()]) + mark + text(body, values, caption)


def typed(key: str, value: str) -> Value:
    """Return a value as the front matter has it."""
    if key == "authors":
        return names(value)
    return moment(value) if key == "published" else value


def text(body: str, values: Mapping[str, str], caption: str | None) -> str:
    """Return what stands below the front matter, with another headline, picture or caption."""
    start = len(body) - len(body.lstrip("\n"))
    heading, *rest = body[start:].split("\n\n")
    if title := values.get("title"):
        heading = defuse(paragraph(title, "heading"))
    shown = _PICTURE.fullmatch(rest[0].rstrip("\n")) if rest else None
    if shown:
        rest = [*pictured(shown[1], shown[2], values, caption, rest[1:])]
    elif address := values.get("image"):
        rest = [*picture(address, values.get("caption", "")), *rest]
    if gone := frozenset(map(letters, paragraphs(values.get(WITHOUT, "")))):
        shorter = "\n\n".join(left_without(rest, gone))
        rest = shorter.rstrip("\n").split("\n\n") if shorter else [""]
        rest[-1] += "\n" * bool(shorter)
    for anchor, words in added(values.get(ALSO, "")):
        rest = with_paragraph(rest, anchor, words)
    return body[:start] + "\n\n".join([heading, *rest])


def with_paragraph(parts: Sequence[str], anchor: str, words: str) -> list[str]:
    """Return the parts of a body and a paragraph, once, behind the one that begins so.

    Where none does, it comes last; anchor "": first, below the picture.
    """
    if letters(words) in map(letters, parts):
        return list(parts)
    begins = letters(anchor)
    found = (n + 1 for n, part in enumerate(parts) if letters(part).startswith(begins))
    is_first_picture = bool(parts) and _PICTURE.fullmatch(parts[0]) is not None
    at = next(found, len(parts)) if anchor else int(is_first_picture)
    before, after = [*parts[:at]], [*parts[at:]]
    new = defuse(paragraph(words))
    if not after and before:  # the file's last line feed
        return [*before[:-1], before[-1].rstrip("\n"), new + "\n"]
    return [*before, new, *after]


def left_without(parts: Sequence[str], gone: Collection[str]) -> Iterator[str]:
    """Yield the parts of a body that are left without paragraphs and items of these letters."""
    for part in parts:
        lines = part.split("\n")
        if letters(part) in gone:
            continue
        if kept := [line for line in lines if not line or letters(line) not in gone]:
            yield "\n".join(kept)


def letters(markdown: str) -> str:
    """Return letters and digits alone, by which a paragraph is known whatever its looks."""
    return _NO_LETTERS.sub("", markdown).casefold()


def pictured(
    alt: str, address: str, values: Mapping[str, str], caption: str | None, rest: Sequence[str]
) -> Iterator[str]:
    """Yield the picture and what follows it, with its new address and caption."""
    if new := values.get("image"):
        address = destination(new)
    words = values.get("caption", "") if caption is not None else ""
    yield f"![{'' if words else alt}]({address})"
    if words:
        yield defuse(paragraph(words))
        standing = defuse(paragraph(caption or ""))
        rest = rest[1:] if rest and rest[0] == standing else rest
    yield from rest


def paragraph(words: str, place: Place = "paragraph") -> str:
    """Return a plain text as Markdown."""
    mark = "# " if place == "heading" else ""
    return mark + inline((Span(words),), place)
