"""The last step of a re-extraction: the file is rewritten where today's extraction says otherwise.

All else is as in a crawl. The change is none of the publisher's: the article keeps its code, its
dates and the number of its revisions, and what the file said is kept in revisions/.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import count

from scrapy.crawler import Crawler
from typing_extensions import Self

from crawler.changes import Difference, FileChange, Outcome, WantedChanges, pairs
from crawler.clock import Clock, clock_of, utc_now
from crawler.failures import DuplicateArticle, Held
from crawler.items import Article, FiledArticle
from crawler.ledger import Entry
from crawler.output import folder_of
from crawler.signals import file_reextracted
from pipelines.document.comparison import differences
from pipelines.document.reading import UnreadableFile
from pipelines.files.store import is_not_as_written
from pipelines.identity import AnyDecision, Older, Version, Write
from pipelines.markdown import REVISIONS, MarkdownPipeline


class Reextraction(MarkdownPipeline):
    """Writes what is chosen, and says what each file's changes are."""

    choice = WantedChanges()
    now: Clock = staticmethod(utc_now)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the step; raises SettingsError or OutputError before a page is read."""
        step = super().from_crawler(crawler)
        settings = crawler.settings
        step.choice = WantedChanges(
            pairs(settings["REEXTRACT_ACCEPT"], "--accept"),
            pairs(settings["REEXTRACT_REJECT"], "--reject"),
        )
        step.now = clock_of(crawler)
        return step

    def carried_out(
        self, decision: AnyDecision, article: Article, entry: Entry, version: Version
    ) -> FiledArticle:
        """Return the article once what is decided is done; an older page changes nothing."""
        if isinstance(decision, Older):
            raise DuplicateArticle(article, entry.code, entry.code)
        return super().carried_out(decision, article, entry, version)

    def write(
        self, decision: Write, article: Article, entry: Entry, version: Version
    ) -> FiledArticle:
        """Write the file if it is to be another, and the change is wanted; raises Held."""
        decision = replace(decision, is_revision=False)
        draft = self.draft(decision, article, entry, version)
        former = self.shelf.content(entry.path)
        path = entry.path or draft.filed.path
        if former == draft.content and path == draft.filed.path:
            if decision.held:
                raise Held(article, decision.held, path)
            return replace(draft.filed, fate="unchanged")
        change = FileChange(
            code=entry.code,
            path=path,
            url=article.url,
            source=article.source,
            outcome="rewritten",
            differences=tuple(self.changes(former, draft.content, entry, draft.filed)),
        )
        change = replace(change, outcome=self.outcome(change, former, entry))
        self.signals.send_catch_log(file_reextracted, change=change)
        if change.outcome != "rewritten":
            return replace(draft.filed, path=entry.path or "", fate="unchanged")
        if former is not None and entry.path == draft.filed.path:
            self.keep(former, entry.code)
        return super().write(decision, article, entry, version)

    def changes(
        self, former: bytes | None, content: bytes, entry: Entry, filed: FiledArticle
    ) -> Iterable[Difference]:
        """Return in what the file is to be another."""
        if former is None or entry.path is None:
            return [Difference("new", "", content.decode())]
        moved = [Difference("published", entry.held or "", "")] if entry.path != filed.path else []
        try:
            return [*moved, *differences(former, content, filed.article)]
        except UnreadableFile:
            return [*moved, Difference("layout", former.decode("utf-8", "replace"), "")]

    def outcome(self, change: FileChange, former: bytes | None, entry: Entry) -> Outcome:
        """Return what is to become of a file."""
        if former is not None and is_not_as_written(former, entry):
            return "edited"
        if not self.choice.allows(change.source, change.kinds):
            return "rejected"
        return "would be rewritten" if self.ledger.is_rehearsal else "rewritten"

    def keep(self, former: bytes, code: str) -> None:
        """Keep what a file said before."""
        folder = folder_of(self.options.output, REVISIONS)
        names = (f"{code}-extracted-{number}.md" for number in count(1))
        name = next(name for name in names if not self.shelf.has(folder / name))
        self.shelf.put(folder / name, former)

    def changed(self, version: Version) -> datetime:
        """Return when a file that is written has changed: now, whatever the age of its page."""
        return self.now()

    def remove(self, displaced: Iterable[str]) -> None:
        """Remove the files of worse copies that this run has written, if it writes."""
        if not self.ledger.is_rehearsal:
            super().remove(displaced)
