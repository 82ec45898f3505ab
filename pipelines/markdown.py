"""The last step: the article's Markdown file, written only if its bytes change.

What is to be done is identity.py's to decide. The file's date is always that of the first fetch.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path

from scrapy.crawler import Crawler
from scrapy.signalmanager import SignalManager
from typing_extensions import Self

from crawler.clock import clock_of
from crawler.failures import Dropped, DuplicateArticle, Held, HeldBack
from crawler.items import Article, FiledArticle
from crawler.ledger import Entry, Ledger, ledger_of
from crawler.output import HELD, Folder, folder_of
from crawler.signals import article_displaced, article_moved, edit_replaced
from pipelines.audit.adoption import adopt_files
from pipelines.document.front_matter import iso_instant
from pipelines.document.options import Options, options
from pipelines.document.overrides import Overrides, read_overrides
from pipelines.document.render import render
from pipelines.files.inventory import articles_folder
from pipelines.files.shelf import recover, shelf_of
from pipelines.files.store import article_path, content_key, held_path, is_not_as_written
from pipelines.identity import (
    AnyDecision,
    CodedArticle,
    Doubt,
    Duplicate,
    KeepFormer,
    Moved,
    Older,
    Unchanged,
    Version,
    Write,
    decide,
    is_older,
    version_of,
)
from pipelines.notices import without_notice
from pipelines.refiling import refiled
from pipelines.text.likeness import sample, words_of

# In these are files that a killed run may have left half written.
REVISIONS: Folder = "revisions"
QUARANTINE: Folder = "quarantine"

_DATE = re.compile(rb"(?m)^date: (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})Z$")


def first_date(former: bytes | None, retrieved: datetime) -> datetime:
    """Return the instant of the first fetch: the file's, if there is one."""
    stated = _DATE.search(former or b"")
    if stated is None:
        return retrieved
    return min(datetime.fromisoformat(stated[1].decode() + "+00:00"), retrieved)


@dataclass(frozen=True, slots=True)
class FileDraft:
    """An article's file before it is written."""

    filed: FiledArticle
    content: bytes
    first: datetime  # when the article was first fetched
    revised: datetime | None  # when its text was last found changed


class MarkdownPipeline:
    """Writes the file, and says what became of the article."""

    def __init__(
        self,
        options: Options,
        ledger: Ledger,
        signals: SignalManager,
        *,
        keeps_copies: bool = False,
        overrides: Overrides | None = None,
    ) -> None:
        self.options = options
        self.overrides = overrides or Overrides({})
        self.ledger = ledger
        self.signals = signals
        self.keeps_copies = keeps_copies
        self.shelf = shelf_of(ledger, options.output)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the pipeline; raises SettingsError or OutputError before anything is fetched."""
        chosen, ledger = options(crawler.settings), ledger_of(crawler)
        folders = (articles_folder(chosen.article_path), HELD, REVISIONS, QUARANTINE)
        recover(chosen.output, ledger, folders)
        if ledger.is_new():
            adopt_files(chosen, ledger, clock_of(crawler)())
        keeps_copies = crawler.settings.getbool("KEEP_COPIES")
        overrides = read_overrides(chosen.output)
        return cls(chosen, ledger, crawler.signals, keeps_copies=keeps_copies, overrides=overrides)

    def process_item(self, coded: CodedArticle) -> FiledArticle:
        """Return the article with its path and fate; raises Dropped, or OSError."""
        # A better copy, or another version, may have come while this one's images were fetched.
        entry, version, decision = self.decided(coded)
        if isinstance(decision, Moved):
            self.ledger.save(refiled(entry, self.shelf, self.options, self.signals))
            entry, version, decision = self.decided(coded)
        try:
            filed = self.carried_out(decision, coded.article, entry, version)
        except Dropped:
            self.remove(decision.displaces)
            raise
        self.remove(decision.displaces)
        return filed

    def decided(self, coded: CodedArticle) -> tuple[Entry, Version, AnyDecision]:
        """Return the article's entry, its version and what is to be done, as things stand now."""
        entry = self.ledger.entry(coded.article.canonical_url)
        assert entry is not None, "the code pipeline comes first"
        copies = [copy for url in coded.copies if (copy := self.ledger.entry(url))]
        former = self.shelf.content(entry.path)
        hold, hold_below = self.overrides.hold(entry.code), self.options.hold_below
        version = version_of(coded.article, entry, former, self.ledger.run, hold_below, hold)
        version = without_notice(version, entry, former, self.ledger, self.shelf)
        return entry, version, decide(entry, copies, version, keeps_copies=self.keeps_copies)

    def carried_out(
        self, decision: AnyDecision, article: Article, entry: Entry, version: Version
    ) -> FiledArticle:
        """Return the article with its path and fate once what is decided is done."""
        match decision:
            case Write():
                return self.write(decision, article, entry, version)
            case Unchanged():
                # A version from between, which is still to come, is older than what stands.
                self.ledger.save(replace(entry, retrieved=version.retrieved, withdrawn=None))
                assert entry.path is not None
                return FiledArticle(
                    article=article, code=entry.code, path=entry.path, fate="unchanged"
                )
            case Duplicate(of=original):
                raise DuplicateArticle(article, entry.code, original)
            case Older():
                self.redate(entry)
                raise DuplicateArticle(article, entry.code, entry.code)
            case KeepFormer(reason=reason):
                raise HeldBack(article, reason)
            case Doubt(reason=reason):
                raise Held(article, reason, entry.path or "")
            case Moved():
                raise AssertionError("the file has been moved already")

    def write(
        self, decision: Write, article: Article, entry: Entry, version: Version
    ) -> FiledArticle:
        """Render the article, put its file in place and save what the ledger is to know of it.

        Raises Held once it is, if it is held.
        """
        draft = self.draft(decision, article, entry, version)
        filed, content, path = draft.filed, draft.content, draft.filed.path
        file = self.options.output / path
        former = self.shelf.read(file)
        version = replace(version, content=content_key(content), has_file=former is not None)
        if entry.path and is_older(version, entry):
            raise DuplicateArticle(article, entry.code, entry.code)
        if former is not None and former != content:
            self.keep_former(file, former, entry, is_revision=decision.is_revision)
        fate = self.shelf.put(file, content)
        if entry.path and entry.path != path:
            self.leave(entry, entry.path, path)
        asked = article.asked_url or article.url
        self.ledger.save(
            replace(
                self.sampled(entry, article, version.text),
                path=path,
                held=decision.held,
                confidence=article.confidence,
                first_retrieved=draft.first,
                retrieved=version.retrieved,
                page_url=version.page_url,
                asked_url=None if asked == article.canonical_url else asked,
                hash=version.text,
                content=version.content,
                revised=draft.revised,
                withdrawn=None,
                updated=entry.updated if fate == "unchanged" else self.changed(version),
                revisions=entry.revisions + decision.is_revision,
            )
        )
        if decision.held:
            raise Held(article, decision.held, path)
        return replace(filed, fate=fate)

    def draft(self, decision: Write, article: Article, entry: Entry, version: Version) -> FileDraft:
        """Return what the article's file is to be."""
        path = self.path(decision, article, entry)
        # A file may be there that the ledger forgot.
        first = entry.first_retrieved
        if not entry.path:
            first = first_date(self.shelf.read(self.options.output / path), first)
        revised = version.retrieved if decision.is_revision else entry.revised
        dated = replace(article, date_modified=article.date_modified or revised)
        dated = self.overrides.applied(dated, entry.code)
        filed = FiledArticle(article=dated, code=entry.code, path=path, same_as=decision.same_as)
        return FileDraft(filed, render(filed, first, self.options).encode(), first, revised)

    def changed(self, version: Version) -> datetime:
        """Return when a file that is written with a version has changed."""
        return version.retrieved

    def path(self, decision: Write, article: Article, entry: Entry) -> str:
        """Return the path of the article's file: the one that it has, unless it is held no more."""
        if decision.held:
            return held_path(entry.code)
        if entry.path and not entry.held:
            return entry.path
        return article_path(
            self.options.article_path,
            entry.code,
            article.source,
            article.canonical_url,
            article.headline,
        )

    def leave(self, entry: Entry, path: str, new: str) -> None:
        """Remove the held file of an article that has another now; an edit by hand is kept."""
        file = self.options.output / path
        if (former := self.shelf.read(file)) is not None:
            self.keep_former(file, former, entry, is_revision=False)
            self.shelf.remove(file)
        self.signals.send_catch_log(article_moved, path=path, new=new)

    def sampled(self, entry: Entry, article: Article, text: str) -> Entry:
        """Return the entry with the sample of the text that its file is to have; text: its hash."""
        key = self.ledger.sample_key(entry, text)
        if key == self.ledger.sample_key(entry, entry.hash or text):
            return entry
        return replace(entry, sample=key, marks=len(sample(words_of(article.text))))

    def keep_former(self, file: Path, former: bytes, entry: Entry, *, is_revision: bool) -> None:
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

    def redate(self, entry: Entry) -> None:
        """Set the file's date back to an earlier fetch that has come to light."""
        assert entry.path is not None
        file = self.options.output / entry.path
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
            self.ledger.save(replace(entry, path=None, held=None))
            self.signals.send_catch_log(article_displaced, entry=entry)
