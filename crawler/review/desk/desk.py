"""What the routes work with: one for an application."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from scrapy.settings import BaseSettings
from werkzeug.exceptions import NotFound

from crawler.archive.records import SavedPage
from crawler.clock import clock_in
from crawler.ledger import Entry, Ledger, open_ledger
from crawler.profiles.files import ProfileError, load_profiles, profile_folders, read_profile
from crawler.profiles.model_files import site_models
from crawler.profiles.profile import SourceProfile, profile_for
from crawler.review.desk.catalogue_keeper import Keeper
from crawler.review.desk.counting import Counting
from crawler.review.desk.page_reading import PageReading, page_reading
from crawler.review.desk.rework import Rework
from crawler.system.lock import RunLock
from crawler.workers.page_reader import PageReader
from pipelines.decisions.journal import Journal
from pipelines.decisions.waiting import Waiting
from pipelines.document.options import Options
from pipelines.files.shelf import recover

HOLDER = "scrapy review"


@dataclass(frozen=True, slots=True)
class Desk:
    """Settings, files and what is kept of them."""

    settings: BaseSettings
    options: Options
    keeper: Keeper
    journal: Journal
    reader: PageReader  # of pages, in a worker
    rework: Rework
    waiting: Waiting
    counting: Counting  # of what rules would change

    def now(self) -> datetime:
        """Return the time, of the clock that the settings name."""
        return clock_in(self.settings)()

    def profiles(self) -> dict[str, SourceProfile]:
        """Return the sources' profiles as they are now; raises ProfileError."""
        return load_profiles(profile_folders(self.settings))

    def readable_profiles(self) -> tuple[dict[str, SourceProfile], dict[str, str]]:
        """Return the profiles that can be read, and by name what is wrong with the others."""
        files = {
            path.stem: path
            for folder in profile_folders(self.settings)
            for path in sorted(folder.glob("*.yml"))
        }
        read, broken = dict[str, SourceProfile](), dict[str, str]()
        for name, path in files.items():
            try:
                read[name] = read_profile(path)
            except ProfileError as problem:
                broken[name] = str(problem)
        return read, broken

    def profile(self, source: str) -> SourceProfile:
        """Return a source's profile with the model of its site; raises ProfileError, ModelError."""
        return site_models(self.settings).with_model(self.profiles()[source], "")

    def reading(self, page: SavedPage) -> PageReading:
        """Return what extraction makes of a page with profiles and models as they are now.

        Raises NotRead, ProfileError or ModelError.
        """
        profile = profile_for(page.url, self.profiles())
        profile = site_models(self.settings).with_model(profile, page.url)
        return page_reading(page, profile, self.reader)

    @contextmanager
    def changing(self) -> Iterator[Ledger]:
        """Open the ledger to change it; raises RunLocked if a run is at work, or LedgerError."""
        with (
            RunLock(self.options.output, HOLDER),
            closing(open_ledger(self.settings, HOLDER)) as ledger,
        ):
            recover(self.options.output, ledger)
            yield ledger


def desk() -> Desk:
    """Return the desk of the application that serves the request."""
    found: Desk = current_app.extensions["desk"]
    return found


def entry_of(ledger: Ledger, code: str) -> Entry:
    """Return the article that has a code; raises NotFound."""
    entry = ledger.holder(code)
    if entry is None:
        raise NotFound(f"No article has the code {code}.")
    return entry
