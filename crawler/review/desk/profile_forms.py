"""A source's profile as a form: the file stays the truth, and its own checks judge the form."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.archive.records import SavedPage, Unreadable
from crawler.archive.saved_pages import saved_pages
from crawler.errors import ArgumentError
from crawler.items import Article
from crawler.profiles.editing import replace_profile
from crawler.profiles.files import ProfileError, profile_folders, profile_of
from crawler.profiles.profile import SourceProfile
from crawler.review.desk.desk import Desk
from crawler.review.desk.rework import given_settings
from pipelines.decisions.journal import Notes
from pipelines.files.shelf import Shelf

PATIENCE = 180  # seconds for a draft: a front page, its feeds and two articles, politely


@dataclass(frozen=True, slots=True)
class DraftedSource:
    """A profile that was drafted for a site, and articles as they would come out with it."""

    name: str
    text: str
    articles: Sequence[Article]
    troubles: str  # what went wrong meanwhile


def save_profile(desk: Desk, name: str, text: str, stamp: str) -> int:
    """Have a profile's file hold a text; return the number of that in the journal.

    Raises ProfileError for a text that is no profile, or can't stand beside the others, and
    StaleProfile for a file that was changed since its stamp was taken.
    """
    path = profile_folders(desk.settings)[-1] / f"{name}.yml"
    lines = "\n".join(text.split("\r\n")).rstrip("\n")
    content = f"{lines}\n".encode()
    profile = profile_of(content, path)
    for other in desk.readable_profiles()[0].values():
        if other.name != name and (shared := {*other.domains} & {*profile.domains}):
            raise ProfileError(f"domain {min(shared)!r} is also in {other.name}: keep it in one")
    notes = Notes(Shelf(desk.options.output))
    notes.file(path)
    replace_profile(path, content, stamp)
    return desk.journal.record(f"{name}: changed the profile", notes, desk.now())


def drafted(desk: Desk, url: str) -> DraftedSource:
    """Return the profile that `scrapy newsource` drafts for a site; raises ArgumentError."""
    if not url.startswith(("http://", "https://")):
        raise ArgumentError(f"{url!r} is no address: it begins with https://")
    with TemporaryDirectory() as folder:
        words = ["newsource", "-d", folder, *given_settings(desk.settings), url]
        try:
            done = subprocess.run(
                [sys.executable, "-m", "scrapy", *words],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=PATIENCE,
            )
        except subprocess.TimeoutExpired as error:
            raise ArgumentError(f"{url} has not answered within {PATIENCE} seconds") from error
        files = sorted(Path(folder).glob("*.yml"))
        if not files:
            raise ArgumentError(done.stderr.strip() or f"{url}: nothing was found")
        text = files[0].read_text("utf-8")
        profile = profile_of(text.encode(), files[0])
        articles = tuple(articles_of(desk, Path(folder) / profile.name, profile))
        troubles = [line for line in done.stdout.splitlines() if not line.startswith(folder)]
        return DraftedSource(profile.name, text, articles, "\n".join(troubles))


def articles_of(desk: Desk, folder: Path, profile: SourceProfile) -> Iterator[Article]:
    """Yield the articles of saved pages as they come out with a profile."""
    for page in saved_pages(folder) if folder.is_dir() else ():
        if isinstance(page, SavedPage):
            try:
                yield replace(desk.reader.article(page, profile), source=profile.name)
            except Unreadable:
                continue
