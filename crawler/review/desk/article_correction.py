"""What a person says of one article in place of its page: shown first, then kept for ever."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeAlias

from crawler.archive.page_archive import PageArchive
from crawler.errors import SettingsError
from crawler.ledger import Entry, Ledger
from crawler.review.desk.deciding import Outcome
from crawler.review.desk.desk import Desk
from crawler.review.desk.page_reading import NotRead, PageReading, archived
from pipelines.decisions.holding import Undecidable, require_file
from pipelines.decisions.journal import Notes
from pipelines.decisions.overriding import apply, keep
from pipelines.document.overridden_file import overridden
from pipelines.document.overrides import (
    AFTER,
    ALSO,
    BETWEEN,
    COPY_OF,
    NAME,
    WITHOUT,
    added,
    check,
    paragraphs,
    read_overrides,
)
from pipelines.document.reading import article_file
from pipelines.files.shelf import shelf_of
from pipelines.text.characters import one_line

# Key of an override: the field of extraction that it stands for.
FIELDS = {
    "title": "headline",
    "description": "description",
    "category": "category",
    "language": "language",
    "published": "date_published",
    "authors": "authors",
    "image": "image",
    "caption": "image",
}
SHOWN = 60  # characters of a paragraph in what is said of a decision
CHANGED = (
    "has been changed since this form was made, by a run or by somebody else. Look at it again, "
    "and repeat what is still right"
)

# What an article's overrides are to say, and what stands beneath its picture, None: unknown.
Wanted: TypeAlias = Callable[[Entry, Ledger], tuple[Mapping[str, str], str | None]]


@dataclass(frozen=True, slots=True)
class BeforeCorrection:
    """What is so before a correction."""

    values: Mapping[str, str]  # of each of FIELDS, "" where nobody says
    overridden: Mapping[str, str]  # what a person has said already
    file: str
    caption: str | None  # beneath the picture; None: nobody knows
    section: str  # as the page of a source names it, "" if it does not
    stamp: str  # another one, and somebody else has changed file or overrides


def standing(desk: Desk, entry: Entry, ledger: Ledger) -> BeforeCorrection:
    """Return what is so of an article that has a file; raises UnreadableFile, OSError."""
    output = desk.options.output
    content = (output / str(entry.path)).read_bytes()
    said = read_overrides(output).of.get(entry.code, {})
    try:
        reading = desk.reading(archived(PageArchive(output, ledger), entry))
    except NotRead:
        reading = None
    keys = article_file(content).keys
    caption = standing_caption(keys, said, reading)
    values = dict.fromkeys(FIELDS, "")
    for key, field in FIELDS.items():
        if reading and key not in ("image", "caption") and (found := reading.fields.get(field)):
            values[key] = found[0].value
        if key in keys:
            values[key] = shown(keys[key])
        if key in said:
            values[key] = said[key]
    values["caption"] = caption or ""
    stamp = blake2b(content + repr(sorted(said.items())).encode(), digest_size=16).hexdigest()
    named = reading.fields.get("section", ()) if reading and entry.source else ()
    section = named[0].value if named else ""
    return BeforeCorrection(values, said, content.decode(), caption, section, stamp)


def standing_caption(
    keys: Mapping[str, object], said: Mapping[str, str], reading: PageReading | None
) -> str | None:
    """Return what stands beneath the picture of a file; None: neither file nor page tells."""
    if "caption" in said:
        return said["caption"]
    if "caption" in keys:
        return str(keys["caption"])
    return None if reading is None else one_line(reading.caption)


def shown(value: object) -> str:
    """Return a key's value as a person writes it."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def changes_of(
    form: Mapping[str, str], before: BeforeCorrection
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what a form changes, and for each key that can't be so, why.

    An emptied value takes back what was said.
    """
    changes, faults = dict[str, str](), dict[str, str]()
    for key in FIELDS:
        value = one_line(form.get(key, before.values[key]))
        if value == before.values[key] or not (value or key in before.overridden):
            continue
        try:
            if value:
                check("", key, value)
        except SettingsError as problem:
            faults[key] = str(problem).removeprefix(": ")
        else:
            changes[key] = value
    return changes, faults


def preview(desk: Desk, before: BeforeCorrection, changes: Mapping[str, str]) -> str:
    """Return the article's file as it would be."""
    values = {key: value for key, value in {**before.overridden, **changes}.items() if value}
    return overridden(before.file, values, desk.options.extra, before.caption)


def correct(desk: Desk, code: str, changes: Mapping[str, str], was: Mapping[str, str]) -> Outcome:
    """Carry a correction out; was: what the article said of these keys when a person saw it.

    Raises Undecidable if it says something else by now, RunLocked, LedgerError, UnreadableFile or
    OSError.
    """

    def checked(entry: Entry, ledger: Ledger) -> tuple[Mapping[str, str], str | None]:
        before = standing(desk, entry, ledger)
        if any(before.values[key] != was.get(key) for key in changes):
            raise Undecidable(f"{code} {CHANGED}")
        wanted, faults = changes_of(changes, before)
        if faults or not wanted:
            raise Undecidable("; ".join(faults.values()) or "nothing is to be changed")
        return wanted, before.caption

    return overrule(desk, code, f"Corrected {code}: {', '.join(changes)}", checked)


def leave_out(desk: Desk, code: str, line: str) -> Outcome:
    """Have an article be without a paragraph; raises as correct does."""

    def more(entry: Entry, _: Ledger) -> tuple[Mapping[str, str], str | None]:
        said = read_overrides(desk.options.output).of.get(entry.code, {})
        lines = dict.fromkeys((*paragraphs(said.get(WITHOUT, "")), *paragraphs(line)))
        rest = [pair for pair in added(said.get(ALSO, "")) if pair[1] not in lines]
        return {WITHOUT: f" {BETWEEN} ".join(lines), ALSO: joined(rest)}, None

    return overrule(desk, code, f"{code} is without “{line[:SHOWN]}”", more)


def add_back(desk: Desk, code: str, line: str) -> Outcome:
    """Have an article hold a paragraph of its page that was dropped; raises as correct does.

    line: as the override has it, see pipelines.document.overrides.added.
    """
    words = added(line)[0][1]

    def more(entry: Entry, _: Ledger) -> tuple[Mapping[str, str], str | None]:
        said = read_overrides(desk.options.output).of.get(entry.code, {})
        gone = [one for one in paragraphs(said.get(WITHOUT, "")) if one != words]
        pairs = dict.fromkeys((*added(said.get(ALSO, "")), *added(line)))
        return {WITHOUT: f" {BETWEEN} ".join(gone), ALSO: joined(pairs)}, None

    return overrule(desk, code, f"{code} holds “{words[:SHOWN]}”", more)


def joined(pairs: Iterable[tuple[str, str]]) -> str:
    """Return paragraphs that are added as the override has them."""
    return f" {BETWEEN} ".join(f"{anchor} {AFTER} {words}".strip() for anchor, words in pairs)


def make_copy(desk: Desk, code: str, of: str) -> Outcome:
    """Have an article be a copy of another, so that its file goes; raises as correct does."""

    def original(entry: Entry, ledger: Ledger) -> tuple[Mapping[str, str], str | None]:
        return {COPY_OF: original_of(ledger, entry, of).code}, None

    return overrule(desk, code, f"{code} is a copy of {of}", original)


def original_of(ledger: Ledger, entry: Entry, named: str) -> Entry:
    """Return the article of which another is to be a copy; raises Undecidable for none.

    named: code or address. Of a copy it is the article that this one repeats.
    """
    found = ledger.holder(named) or ledger.find(named)
    if found and found.path is None and found.duplicate_of:
        found = ledger.holder(found.duplicate_of)
    if found is None:
        raise Undecidable(f"no article has the code or the address {named!r}")
    if found.code == entry.code:
        raise Undecidable(f"{entry.code} can't be a copy of itself")
    if found.path is None:
        raise Undecidable(f"{found.code} has no file itself")
    return found


def overrule(desk: Desk, code: str, sentence: str, wanted: Wanted) -> Outcome:
    """Have overrides and file of an article say what is wanted.

    Raises RunLocked, Undecidable, LedgerError, UnreadableFile or OSError.
    """
    now, options = desk.now(), desk.options
    with desk.changing() as ledger:
        shelf = shelf_of(ledger, options.output)
        entry = ledger.holder(code)
        if entry is None:
            raise Undecidable(f"{code}: no article has this code")
        require_file(entry, shelf, options)
        changes, caption = wanted(entry, ledger)
        notes = Notes(shelf)
        for path in (NAME, str(entry.path)):
            notes.file(options.output / path)
        notes.entry(entry)
        overrides = keep(options.output, shelf, code, changes)
        apply(entry, overrides, options, shelf, ledger, now, caption=caption)
        ledger.commit()
        act = desk.journal.record(sentence, notes, now)
    desk.keeper.refresh([code])
    return Outcome(sentence, act, ())
