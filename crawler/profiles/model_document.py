"""A site's model as a JSON document: one entry after the other in a stable order, for people."""

import json
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from crawler.errors import UserError
from crawler.profiles.site_model import (
    Doubt,
    Overrule,
    Role,
    Seen,
    SiteEvidence,
    SiteFields,
    SiteHabits,
    SiteLine,
    SiteModel,
    SitePlace,
)


class ModelError(UserError):
    """A model that can't be used; file, entry, and what to do."""


class ModelEntry(BaseModel):
    """What all entries have in common in the file."""

    model_config = ConfigDict(extra="forbid")

    pages: int = 0
    of: int = 0
    share: int = 0  # percent, for people: pages of those that might have it
    first_seen: str = ""
    last_seen: str = ""
    page: str = ""  # address of the newest page that has it
    keep: bool = False
    drop: bool = False

    @property
    def seen(self) -> Seen:
        """How often and when."""
        return Seen(
            pages=self.pages,
            of=self.of,
            first=self.first_seen,
            last=self.last_seen,
            example=self.page,
        )

    @property
    def overrule(self) -> Overrule | None:
        """What a person has said."""
        return "keep" if self.keep else "drop" if self.drop else None


class LineEntry(ModelEntry):
    """An entry under `furniture`."""

    place: str
    line: str


class PlaceEntry(ModelEntry):
    """An entry under `places`."""

    place: str
    role: Role = "mixed"
    kept: int = 0
    begins: str = ""


class EvidenceEntry(ModelEntry):
    """An entry under `evidence`."""

    field: str
    origin: str
    compared: int = 0
    agreed: int = 0
    doubt: Doubt | None = None
    doubtful: int = 0
    values: list[str] = Field(default_factory=list)


class FormerEntries(BaseModel):
    """What stands under `former`: entries of what the site prints no more."""

    model_config = ConfigDict(extra="forbid")

    furniture: list[LineEntry] = Field(default_factory=list)
    places: list[PlaceEntry] = Field(default_factory=list)


class ModelDocument(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid")

    site: str
    pages: int = 0
    first_seen: str = ""
    last_seen: str = ""
    furniture: list[LineEntry] = Field(default_factory=list)
    places: list[PlaceEntry] = Field(default_factory=list)
    fields: SiteFields = SiteFields()
    evidence: list[EvidenceEntry] = Field(default_factory=list)
    habits: SiteHabits = SiteHabits()
    former: FormerEntries = FormerEntries()


def model_text(model: SiteModel) -> str:
    """Return a model as JSON, the same for equal models."""
    fields, habits = model.fields, model.habits
    document = {
        "site": model.site,
        "pages": model.pages,
        "first_seen": model.first,
        "last_seen": model.last,
        **_entries(model.lines, model.places),
        "fields": {name: getattr(fields, name) for name in SiteFields.__dataclass_fields__},
        "evidence": [_evidence_entry(entry) for entry in model.evidence],
        "habits": {name: getattr(habits, name) for name in SiteHabits.__dataclass_fields__},
    }
    if model.former_lines or model.former_places:
        document["former"] = _entries(model.former_lines, model.former_places)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _entries(lines: Iterable[SiteLine], places: Iterable[SitePlace]) -> dict[str, Any]:
    return {
        "furniture": [
            {"line": line.text, "place": line.place, **_entry(line.seen, line.overrule)}
            for line in lines
        ],
        "places": [
            {
                "place": p.place,
                "role": p.role,
                "kept": p.kept,
                "begins": p.example,
                **_entry(p.seen, p.overrule),
            }
            for p in places
        ],
    }


def _evidence_entry(entry: SiteEvidence) -> dict[str, Any]:
    doubt = {"doubt": entry.doubt, "doubtful": entry.doubtful, "values": entry.values}
    return {
        "field": entry.field,
        "origin": entry.origin,
        **(doubt if entry.doubt else {}),
        "compared": entry.compared,
        "agreed": entry.agreed,
        **_entry(entry.seen, entry.overrule),
    }


def _entry(seen: Seen, overrule: Overrule | None) -> dict[str, Any]:
    return {
        "pages": seen.pages,
        "of": seen.of,
        "share": 100 * seen.pages // max(seen.of, 1),
        "first_seen": seen.first,
        "last_seen": seen.last,
        "page": seen.example,
        **({overrule: True} if overrule else {}),
    }


def model_of(content: bytes, path: Path) -> SiteModel:
    """Return the model that a file has, or is to have; raises ModelError."""
    try:
        document = ModelDocument.model_validate_json(content)
    except ValidationError as error:
        found = error.errors()[0]
        where = ".".join(map(str, found["loc"]))
        raise ModelError(f"{path}: {where + ': ' if where else ''}{found['msg']}") from error
    former = document.former
    entries = document.furniture, document.places, former.furniture, former.places
    placed = ((e.place, e) for e in chain[LineEntry | PlaceEntry](*entries))
    named = ((f"{e.field}, {e.origin}", e) for e in document.evidence)
    both = [name for name, e in chain[tuple[str, ModelEntry]](placed, named) if e.keep and e.drop]
    if both:
        raise ModelError(f"{path}: {both[0]}: keep and drop are both true; leave one of them")
    return SiteModel(
        site=document.site,
        pages=document.pages,
        first=document.first_seen,
        last=document.last_seen,
        lines=_lines(document.furniture),
        places=_places(document.places),
        fields=document.fields,
        evidence=tuple(
            SiteEvidence(
                field=e.field,
                origin=e.origin,
                seen=e.seen,
                compared=e.compared,
                agreed=e.agreed,
                doubt=e.doubt,
                doubtful=e.doubtful,
                values=tuple(e.values),
                overrule=e.overrule,
            )
            for e in document.evidence
        ),
        habits=document.habits,
        former_lines=_lines(former.furniture),
        former_places=_places(former.places),
    )


def _lines(entries: Iterable[LineEntry]) -> tuple[SiteLine, ...]:
    return tuple(
        SiteLine(text=e.line, place=e.place, seen=e.seen, overrule=e.overrule) for e in entries
    )


def _places(entries: Iterable[PlaceEntry]) -> tuple[SitePlace, ...]:
    return tuple(
        SitePlace(
            place=e.place,
            role=e.role,
            kept=e.kept,
            seen=e.seen,
            example=e.begins,
            overrule=e.overrule,
        )
        for e in entries
    )
