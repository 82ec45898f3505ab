"""Where the models of sites are, and which of them counts for a page.

What has been learned lies in OUTPUT_DIR/models; a reviewed model beside the profiles,
`<source>.model.json` or `<host>.model.json`, wins over it.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from crawler.output import folder_of
from crawler.profiles.files import profile_folders
from crawler.profiles.model_document import ModelError, model_of
from crawler.profiles.profile import SourceProfile
from crawler.profiles.site_model import SiteModel

REVIEWED = ".model.json"
_NO_NAME = re.compile(r"[^a-z0-9.-]+")


def site_of_page(url: str, profile: SourceProfile) -> str:
    """Return the name under which the model of a page's site is kept: its source's, or its host."""
    if profile.name:
        return profile.name
    try:
        host = urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        host = ""
    return _NO_NAME.sub("-", host).strip(".-")


def read_model(path: Path) -> SiteModel:
    """Return the model in a file; raises ModelError."""
    try:
        return model_of(path.read_bytes(), path)
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror}") from error


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
