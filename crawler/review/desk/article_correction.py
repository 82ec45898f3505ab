"""What a person says of one article in place of its page: shown first, then kept for ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from crawler.archive.page_archive import PageArchive
from crawler.errors import SettingsError
from crawler.ledger import Entry, Ledger
from crawler.review.desk.desk import Desk
from crawler.review.desk.page_reading import NotRead, PageReading, archived
from pipelines.decisions.holding import Undecidable, require_file
from pipelines.decisions.journal import Notes
from pipelines.decisions.overriding import apply, keep
from pipelines.document.overridden_file import overridden
from pipelines.document.overrides import NAME, check, read_overrides
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


@dataclass(frozen=True, slots=True)
class BeforeCorrection:
    """What is so before a correction."""

    values: Mapping[str, str]  # of each of FIELDS, "" where nobody says
    overridden: Mapping[str, str]  # what a person has said already
    file: str
    caption: str | None  # beneath the picture; None: nobody knows
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
    return BeforeCorrection(values, said, content.decode(), caption, stamp)


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


def correct(desk: Desk, code: str, form: Mapping[str, str], stamp: str) -> tuple[str, int | None]:
    """Carry a correction out; return what was done, and its number in the journal.

    Raises Undecidable if somebody has changed the article since the form was made, RunLocked,
    LedgerError, UnreadableFile or OSError.
    """
    now, options = desk.now(), desk.options
    with desk.changing() as ledger:
        shelf = shelf_of(ledger, options.output)
        entry = ledger.holder(code)
        if entry is None:
            raise Undecidable(f"{code}: no article has this code")
        require_file(entry, shelf, options)
        before = standing(desk, entry, ledger)
        if before.stamp != stamp:
            raise Undecidable(
                "the article has been changed since this form was made, by a run or by somebody "
                "else. Look at it again, and repeat what is still right"
            )
        changes, faults = changes_of(form, before)
        if faults or not changes:
            raise Undecidable("; ".join(faults.values()) or "nothing is to be changed")
        notes = Notes(shelf)
        for path in (NAME, str(entry.path)):
            notes.file(options.output / path)
        notes.entry(entry)
        overrides = keep(options.output, shelf, code, changes)
        apply(entry, overrides, options, shelf, ledger, now, caption=before.caption)
        ledger.commit()
        sentence = f"Corrected {code}: {', '.join(changes)}"
        act = desk.journal.record(sentence, notes, now)
    desk.keeper.refresh([code])
    return sentence, act
