"""A line or box of a page that is furniture, or text, on all pages of its source.

What it changes is tried on pages of the archive before a line of the source's profile says so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Literal, TypeAlias

from crawler.archive.page_archive import PageArchive
from crawler.archive.records import SavedPage
from crawler.ledger import Ledger
from crawler.profiles.editing import replace_profile, stamp_of, with_item
from crawler.profiles.files import ProfileError, profile_folders, profile_of
from crawler.review.catalogue.choosing import holding_words
from crawler.review.desk.desk import Desk
from crawler.review.desk.page_reading import NotRead, SeenBlock, page_reading
from pipelines.decisions.journal import Notes
from pipelines.files.shelf import Shelf

TRIED = 24  # pages at most
SECONDS = 12.0  # for all of them
EXAMPLES = 5

Key: TypeAlias = Literal["drop_lines", "drop_blocks", "keep_lines"]
KEYS: Mapping[Key, str] = {
    "drop_lines": "this line",
    "drop_blocks": "the whole box",
    "keep_lines": "this line",
}

_SIGN = re.compile(r"[\\.^$*+?{}\[\]|()]")
_BOX = re.compile(r"[a-z][a-z0-9-]*(?:\.[A-Za-z_][\w-]*)+")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line to be added to a profile."""

    key: Key
    value: str


@dataclass(frozen=True, slots=True)
class ProfileText:
    """A source's profile as it is, and where a changed one goes."""

    path: Path
    text: str
    stamp: str  # of what is at the path


@dataclass(frozen=True, slots=True)
class Example:
    """A page whose article changes."""

    url: str
    gone: Sequence[str]
    come: Sequence[str]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule changes in the archive of its source."""

    tried: int  # pages
    changed: int  # of them
    examples: Sequence[Example]
    holding: int  # published and held articles that hold the line's words
    articles: int  # of the source


def rules_for(block: SeenBlock) -> list[Rule]:
    """Return the rules by which a block would be what it is not, the narrowest first."""
    if not block.is_kept:
        return [Rule("keep_lines", pattern(block.text))]
    rules = [Rule("drop_lines", re.sub(r"\d+", r"\\d+", pattern(block.text)))]
    boxes = [one for one in block.element.split(" > ") if _BOX.fullmatch(one)]
    return [*rules, *(Rule("drop_blocks", box) for box in boxes[-1:])]


def pattern(text: str) -> str:
    """Return a regular expression that takes this text alone, and is as plain as can be."""
    escaped = _SIGN.sub(lambda sign: f"\\{sign[0]}", text)
    return r"\s+".join(" ".join(line.split()) for line in escaped.split("\n"))


def profile_text(desk: Desk, source: str) -> ProfileText:
    """Return a source's profile; a changed one goes to the person's own folder, if there is one.

    Raises ProfileError if there is none.
    """
    folders = profile_folders(desk.settings)
    files = [folder / f"{source}.yml" for folder in folders]
    if source not in desk.profiles():
        raise ProfileError(f"no profile is named {source!r}")
    standing = next(file for file in reversed(files) if file.is_file())
    content = files[-1].read_bytes() if files[-1].is_file() else b""
    return ProfileText(files[-1], standing.read_text("utf-8-sig"), stamp_of(content))


def trial(desk: Desk, ledger: Ledger, source: str, rule: Rule, line: str) -> Trial:
    """Return what a rule changes; line: the text that a person has pointed at.

    Raises ProfileError if the profile would be none with it.
    """
    before = profile_text(desk, source)
    after = with_item(before.text, rule.key, rule.value).encode()
    old, new = desk.profiles()[source], profile_of(after, before.path)
    new = replace(new, model=old.model)
    with desk.keeper.catalogue.open() as connection:
        codes, articles = holding_words(connection, source, line)
    archive, end = PageArchive(desk.options.output, ledger), monotonic() + SECONDS
    examples, tried, changed = list[Example](), 0, 0
    for page in islice(pages(archive, ledger, source, codes), TRIED):
        try:
            readings = [page_reading(page, profile, desk.reader) for profile in (old, new)]
        except NotRead:
            continue
        tried += 1
        was, will = ([block.text for block in one.blocks if block.is_kept] for one in readings)
        if was != will:
            changed += 1
            gone = [text for text in was if text not in will]
            come = [text for text in will if text not in was]
            examples.append(Example(page.url, gone, come))
        if monotonic() > end:
            break
    return Trial(tried, changed, examples[:EXAMPLES], len(codes), articles)


def pages(
    archive: PageArchive, ledger: Ledger, source: str, codes: Iterable[str]
) -> Iterator[SavedPage]:
    """Yield pages of a source: first those of the articles that have these codes."""
    seen = set()
    for code in islice(codes, TRIED):
        entry = ledger.holder(code)
        if entry and (page := archive.page(entry.url)):
            seen.add(page.url)
            yield page
    for page in archive.newest(source=source):
        if page.url not in seen:
            yield page


def add_rule(desk: Desk, source: str, rule: Rule, stamp: str) -> tuple[str, int]:
    """Have the profile say so; return what was done, and its number in the journal.

    Raises StaleProfile if the profile was changed since its stamp was taken, ProfileError.
    """
    before = profile_text(desk, source)
    notes = Notes(Shelf(desk.options.output))
    notes.file(before.path)
    replace_profile(before.path, with_item(before.text, rule.key, rule.value).encode(), stamp)
    sentence = f"{source}: {rule.key} has {rule.value}"
    return sentence, desk.journal.record(sentence, notes, desk.now())
