"""Keeps the catalogue up to date while the server runs, beside the requests and never in one."""

import sqlite3
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from scrapy.settings import BaseSettings

from crawler.errors import UserError
from crawler.ledger import ledger_to_read
from crawler.profiles.files import load_profiles, profile_folders
from crawler.review.catalogue.choosing import facets
from crawler.review.catalogue.indexing import Indexing
from crawler.review.catalogue.opening_catalogue import catalogue_of

REST = 10  # seconds between two passes: one over 100,000 articles takes half of one


class Keeper:
    """Looks through ledger and files when somebody looks at a page, not more often than REST."""

    def __init__(self, settings: BaseSettings, output: Path) -> None:
        self.catalogue = catalogue_of(settings, output)
        self.problem = ""  # why the last pass could not be made
        self.facets: dict[str, list[tuple[str, int]]] = {}
        self.zones: dict[str, str | None] = {}  # of the sources, IANA names
        self._settings = settings
        self._output = output
        self._pass = Lock()
        self._indexing: Indexing | None = None
        self._next = 0.0  # by the monotonic clock

    def refresh(self, codes: list[str] | None = None) -> None:
        """Bring the catalogue up to date: all of it, or these articles."""
        with self._pass:
            try:
                with ledger_to_read(self._settings) as ledger:
                    self._indexing = Indexing(self.catalogue, ledger, self._output)
                    if codes is None:
                        self._indexing.run()
                    else:
                        self._indexing.refresh(codes)
                profiles = load_profiles(profile_folders(self._settings))
                self.zones = {name: one.timezone for name, one in profiles.items()}
                with self.catalogue.open() as connection:
                    self.facets = facets(connection)
                self.problem = ""
            except (UserError, OSError, sqlite3.Error) as error:
                self.problem = str(error)
            finally:
                self._indexing = None
                if codes is None:
                    self._next = monotonic() + REST

    def refresh_soon(self) -> None:
        """Begin a pass, unless one is under way or has just been made."""
        if monotonic() >= self._next and not self._pass.locked():
            Thread(target=self.refresh, daemon=True).start()

    @property
    def progress(self) -> tuple[int, int] | None:
        """How many of how many articles have been read, None if none are being read."""
        indexing = self._indexing
        return (indexing.done, indexing.total) if indexing and indexing.total else None
