"""The last step: the article's Markdown file, written only if its bytes change.

Of several versions of one article the newest is kept, whatever the order in which they come, which
with several worker processes is any: the page under the canonical address before the others, then
the one fetched last; of two that were fetched at one instant, as copies of one saved page seem to
be, the one whose bytes have the greater hash. The file's date is always that of the first fetch.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

from scrapy.crawler import Crawler
from scrapy.signalmanager import SignalManager

from crawler.clock import clock_of
from crawler.failures import DuplicateArticle
from crawler.items import Article
from crawler.ledger import Entry, Ledger, ledger_of
from crawler.output import Folder, folder_of
from crawler.signals import article_displaced, article_moved, edit_replaced
from pipelines.audit.adoption import adopt_files
from pipelines.document.front_matter import iso_instant
from pipelines.document.keys import text_hash
from pipelines.document.options import Options, options
from pipelines.document.render import render
from pipelines.files.inventory import articles_folder
from pipelines.files.shelf import Shelf, recover
from pipelines.files.store import article_path, content_key
from pipelines.text.likeness import sample, words_of

# In both are files that a killed run may have left half written.
REVISIONS: Folder = "revisions"
QUARANTINE: Folder = "quarantine"

_CODE = re.compile(r'(?m)^code: "[A-Z0-9]+"$')
_DATE = re.compile(rb"(?m)^date: (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})Z$")


def version(page_url: str | None, retrieved: datetime) -> tuple[bool, datetime, str]:
    """Return the place of a version among the others of its article; the greatest is kept.

    page_url: the address it was read from, None if that is the canonical one.
    """
    return page_url is None, retrieved, page_url or ""


def first_date(former: bytes | None, retrieved: datetime) -> datetime:
    """Return the instant of the first fetch: the file's, if there is one."""
    stated = _DATE.search(former or b"")
    if stated is None:
        return retrieved
    return min(datetime.fromisoformat(stated[1].decode() + "+00:00"), retrieved)


def is_not_as_written(content: bytes, entry: Entry) -> bool:
    """Say whether a file is edited, or one that the ledger does not know; an old one can't tell."""
    return entry.content != content_key(content) and (entry.content is not None or not entry.path)


class MarkdownPipeline:
    """Writes the file and says in the article what became of it."""

    def __init__(self, options: Options, ledger: Ledger, signals: SignalManager) -> None:
        self.options = options
        self.ledger = ledger
        self.signals = signals
        self.shelf = Shelf(options.output)
        ledger.keep_with(self.shelf)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "MarkdownPipeline":
        """Return the pipeline; raises SettingsError or OutputError before anything is fetched."""
        chosen, ledger = options(crawler.settings), ledger_of(crawler)
        folders = (articles_folder(chosen.article_path), REVISIONS, QUARANTINE)
        recover(chosen.output, ledger, folders)
        if ledger.is_new():
            adopt_files(chosen, ledger, clock_of(crawler)())
        return cls(chosen, ledger, crawler.signals)

    def process_item(self, article: Article) -> Article:
        """Set the article's path and fate; raises DuplicateArticle, or OSError."""
        entry = self.ledger.entry(article.canonical_url)
        assert entry is not None, "the code pipeline comes first"
        article.code = entry.code  # which an earlier capture may have changed on the way
        if entry.duplicate_of and not article.same_as:
            self.remove(article.displaces)
            raise DuplicateArticle(article.url, entry.code, entry.duplicate_of)
        self.write(article, entry)
        self.remove(article.displaces)
        return article

    def write(self, article: Article, entry: Entry) -> None:
        """Write the file, unless a better version of the article is in it."""
        if entry.path and entry.code not in entry.path:
            entry = self.recoded(entry, article)
        page_url = None if article.url == article.canonical_url else article.url
        held = version(entry.page_url, entry.retrieved)
        if entry.path and version(page_url, article.retrieved) < held:
            self.redate(entry, self.options.output / entry.path)
            raise DuplicateArticle(article.url, entry.code, entry.code)
        path = entry.path or article_path(
            self.options.article_path, entry.code, article.source, article.canonical_url
        )
        file = self.options.output / path
        former = self.shelf.read(file)
        first = entry.first_retrieved
        if not entry.path:  # but a file may be there that the ledger forgot
            first = first_date(former, first)
        text = text_hash(article)
        is_look_again = entry.run < self.ledger.run and entry.page_url == page_url
        is_later = is_look_again and article.retrieved > entry.retrieved
        if is_later and entry.hash == text and former is not None:
            # What changes beside the text may be the layout's doing, not the editor's.
            article.path, article.fate = path, "unchanged"
            # A version from between, which is still to come, is older than what stands.
            self.ledger.save(replace(entry, retrieved=article.retrieved, withdrawn=None))
            return
        is_revision = is_look_again and bool(entry.hash) and entry.hash != text
        revised = article.retrieved if is_revision else entry.revised
        article.date_modified = article.date_modified or revised
        content = render(article, first, self.options).encode()
        is_new = entry.run == self.ledger.run and entry.content is not None
        is_of_one_instant = is_new and version(page_url, article.retrieved) == held
        if is_of_one_instant and content_key(content) <= (entry.content or 0):
            raise DuplicateArticle(article.url, entry.code, entry.code)
        if former is not None and former != content:
            self.keep_former(file, former, entry, is_revision)
        fate = self.shelf.put(file, content)
        if fate == "unchanged" and entry.path and entry.run == self.ledger.run:
            raise DuplicateArticle(article.url, entry.code, entry.code)
        article.path, article.fate = path, fate
        self.ledger.save(
            replace(
                self.sampled(entry, article, text),
                path=path,
                first_retrieved=first,
                retrieved=article.retrieved,
                page_url=page_url,
                hash=text,
                content=content_key(content),
                revised=revised,
                withdrawn=None,
                updated=entry.updated if fate == "unchanged" else article.retrieved,
                revisions=entry.revisions + is_revision,
            )
        )

    def sampled(self, entry: Entry, article: Article, text: str) -> Entry:
        """Return the entry with the sample of the text that its file is to have; text: its hash."""
        key = self.ledger.sample_key(entry, text)
        if key == self.ledger.sample_key(entry, entry.hash or text):
            return entry
        return replace(entry, sample=key, marks=len(sample(words_of(article.text))))

    def keep_former(self, file: Path, former: bytes, entry: Entry, is_revision: bool) -> None:
        """Keep what a file holds that is to be replaced: a former text, or an edit by hand."""
        folder, name = (
            folder_of(self.options.output, REVISIONS),
            f"{entry.code}-{entry.revisions}.md",
        )
        is_edited = is_not_as_written(former, entry)
        if is_edited and not is_revision:
            names = (f"{entry.code}-edited-{number}.md" for number in count(1))
            name = next(name for name in names if not self.shelf.has(folder / name))
        if is_edited or is_revision:
            self.shelf.put(folder / name, former)
        if is_edited:
            self.signals.send_catch_log(edit_replaced, path=file, kept=folder / name)

    def recoded(self, entry: Entry, article: Article) -> Entry:
        """Return the entry after its file, written in this run, has moved to its first code."""
        assert entry.path is not None
        file = self.options.output / entry.path
        path = article_path(
            self.options.article_path, entry.code, article.source, article.canonical_url
        )
        if (former := self.shelf.read(file)) is not None:
            content = _CODE.sub(f'code: "{entry.code}"', former.decode(), count=1).encode()
            self.shelf.put(self.options.output / path, content)
            self.shelf.remove(file)
            entry = replace(entry, content=content_key(content))
        self.signals.send_catch_log(article_moved, path=entry.path, new=path)
        entry = replace(entry, path=path)
        self.ledger.save(entry)
        return entry

    def redate(self, entry: Entry, file: Path) -> None:
        """Set the file's date back to an earlier fetch that has come to light."""
        before = self.shelf.read(file)
        if before is None:
            return
        date = f"date: {iso_instant(entry.first_retrieved)}"
        after = _DATE.sub(date.encode(), before, count=1)
        self.shelf.put(file, after)
        if content_key(before) == entry.content:  # else it is edited by hand, and stays so
            self.ledger.save(replace(entry, content=content_key(after)))

    def remove(self, displaced: Iterable[str]) -> None:
        """Remove the files of worse copies that this run has written."""
        for code in displaced:
            entry = self.ledger.holder(code)
            if entry is None or entry.path is None:
                continue
            self.shelf.remove(self.options.output / entry.path)
            self.ledger.save(replace(entry, path=None))
            self.signals.send_catch_log(article_displaced, entry=entry)
