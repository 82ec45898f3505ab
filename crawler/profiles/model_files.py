"""Models of sites as JSON: one entry after the other in a stable order, for people to review.

What has been learned lies in OUTPUT_DIR/models; a reviewed model beside the profiles,
`<source>.model.json` or `<host>.model.json`, wins over it.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from scrapy.settings import BaseSettings

from crawler.errors import UserError
from crawler.output import folder_of
from crawler.profiles.files import profile_folders
from crawler.profiles.profile import SourceProfile
from crawler.profiles.site_model import (
    Overrule,
    Role,
    Seen,
    SiteFields,
    SiteHabits,
    SiteLine,
    SiteModel,
    SitePlace,
)

REVIEWED = ".model.json"
_NO_NAME = re.compile(r"[^a-z0-9.-]+")


class ModelError(UserError):
    """A model that can't be used; file, entry, and what to do."""


class ModelEntry(BaseModel):
    """What lines and places have in common in the file."""

    model_config = ConfigDict(extra="forbid")

    place: str
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

    line: str


class PlaceEntry(ModelEntry):
    """An entry under `places`."""

    role: Role = "mixed"
    kept: int = 0
    begins: str = ""


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
    habits: SiteHabits = SiteHabits()
    former: FormerEntries = FormerEntries()


def site_of_page(url: str, profile: SourceProfile) -> str:
    """Return the name under which the model of a page's site is kept: its source's, or its host."""
    if profile.name:
        return profile.name
    try:
        host = urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        host = ""
    return _NO_NAME.sub("-", host).strip(".-")


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
        "habits": {name: getattr(habits, name) for name in SiteHabits.__dataclass_fields__},
    }
    if model.former_lines or model.former_places:
        document["former"] = _entries(model.former_lines, model.former_places)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _entries(lines: Iterable[SiteLine], places: Iterable[SitePlace]) -> dict[str, Any]:
    return {
        "furniture": [{"line": line.text, **_entry(line)} for line in lines],
        "places": [
            {"place": p.place, "role": p.role, "kept": p.kept, "begins": p.example, **_entry(p)}
            for p in places
        ],
    }


def _entry(entry: SiteLine | SitePlace) -> dict[str, Any]:
    seen = entry.seen
    return {
        "place": entry.place,
        "pages": seen.pages,
        "of": seen.of,
        "share": 100 * seen.pages // max(seen.of, 1),
        "first_seen": seen.first,
        "last_seen": seen.last,
        "page": seen.example,
        **({entry.overrule: True} if entry.overrule else {}),
    }


def read_model(path: Path) -> SiteModel:
    """Return the model in a file; raises ModelError."""
    try:
        return model_of(path.read_bytes(), path)
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror}") from error


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
    both = [e.place for e in chain[ModelEntry](*entries) if e.keep and e.drop]
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


def model_file(folder: Path, site: str) -> Path:
    """Return where the model of a site is, in the folder of those that were learned."""
    return folder / f"{site}.json"


class SiteModels:
    """The models of sites: those that were learned, and the reviewed ones, which win."""

    def __init__(self, learned: Path | None, folders: Iterable[Path] = ()) -> None:
        """Read the reviewed ones; the others are read when they are asked for.

        Raises ModelError.
        """
        files = (file for folder in folders for file in sorted(folder.glob(f"*{REVIEWED}")))
        self._known: dict[str, SiteModel | None] = {
            file.name.removesuffix(REVIEWED): read_model(file) for file in files
        }
        self._learned = learned

    def of(self, site: str) -> SiteModel | None:
        """Return a site's model, None if there is none; raises ModelError."""
        if site not in self._known:
            path = model_file(self._learned, site) if self._learned and site else None
            self._known[site] = read_model(path) if path and path.exists() else None
        return self._known[site]

    def with_model(self, profile: SourceProfile, url: str) -> SourceProfile:
        """Return the profile of a page with the model of its site."""
        model = self.of(site_of_page(url, profile))
        return profile if model is None else replace(profile, model=model)


def site_models(settings: BaseSettings) -> SiteModels:
    """Return the models that a crawl reads by; none if SITE_MODELS is off.

    Those of sources are read at once: a person may have edited them. Raises ModelError.
    """
    if not settings.getbool("SITE_MODELS"):
        return SiteModels(None)
    folders = profile_folders(settings)
    models = SiteModels(folder_of(settings["OUTPUT_DIR"], "models"), folders)
    for name in (file.stem for folder in folders for file in sorted(folder.glob("*.yml"))):
        models.of(name)
    return models
