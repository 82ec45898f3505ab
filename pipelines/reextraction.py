"""The last step of a re-extraction: the file is rewritten where today's extraction says otherwise.

All else is as in a crawl. The change is none of the publisher's: the article keeps its code, its
dates and the number of its revisions, and what the file said is kept in revisions/.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import count

from scrapy.crawler import Crawler
from typing_extensions import Self

from crawler.changes import Difference, FileChange, Outcome, WantedChanges, wanted_changes
from crawler.clock import Clock, clock_of, utc_now
from crawler.failures import DuplicateArticle, Held
from crawler.items import Article, FiledArticle
from crawler.ledger import Entry
from crawler.output import folder_of
from crawler.signals import file_reextracted
from pipelines.document.comparison import differences
from pipelines.document.partial_change import PartialChange, partly_changed
from pipelines.document.reading import UnreadableFile
from pipelines.files.store import is_not_as_written
from pipelines.identity import AnyDecision, Older, Version, Write
from pipelines.markdown import REVISIONS, FileDraft, MarkdownPipeline


class Reextraction(MarkdownPipeline):
    """Writes what is chosen, and says what each file's changes are."""

    choice = WantedChanges()
    now: Clock = staticmethod(utc_now)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the step; raises SettingsError or OutputError before a page is read."""
        step = super().from_crawler(crawler)
        settings = crawler.settings
        step.choice = wanted_changes(settings["REEXTRACT_ACCEPT"], settings["REEXTRACT_REJECT"])
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
        whole = super().draft(decision, article, entry, version)
        former = self.shelf.content(entry.path)
        if former == whole.content and entry.path == whole.filed.path:
            if decision.held:
                raise Held(article, decision.held, whole.filed.path)
            return replace(whole.filed, fate="unchanged")
        chosen = self.chosen(former, whole, entry)
        if former is not None and is_not_as_written(former, entry):
            self.say("edited", whole, entry, (*chosen.made, *chosen.left))
            return replace(whole.filed, path=entry.path or "", fate="unchanged")
        self.say("rejected", whole, entry, chosen.left)
        is_rehearsal = self.ledger.is_rehearsal
        self.say("would be rewritten" if is_rehearsal else "rewritten", whole, entry, chosen.made)
        if is_rehearsal or not chosen.made:
            return replace(whole.filed, path=entry.path or "", fate="unchanged")
        if former is not None and entry.path == whole.filed.path:
            self.keep(former, entry.code)
        return super().write(decision, article, entry, version)

    def draft(self, decision: Write, article: Article, entry: Entry, version: Version) -> FileDraft:
        """Return what the article's file is to be, with the wanted changes alone."""
        whole = super().draft(decision, article, entry, version)
        content = self.chosen(self.shelf.content(entry.path), whole, entry).content
        return replace(whole, content=content or whole.content)

    def chosen(self, former: bytes | None, whole: FileDraft, entry: Entry) -> PartialChange:
        """Return the file with the changes that are wanted, and which they are.

        An article that is new, or held no more, is taken as a whole or not at all.
        """
        article = whole.filed.article
        wanted = partial(self.choice.has, article.source)
        found = self.changes(former, whole, entry)
        if all(wanted(difference.kind) for difference in found):
            return PartialChange(whole.content, made=found)
        if former is not None and entry.path == whole.filed.path:
            with suppress(UnreadableFile):
                return partly_changed(former, whole.content, article, wanted)
        return PartialChange(former, left=found)

    def changes(
        self, former: bytes | None, whole: FileDraft, entry: Entry
    ) -> tuple[Difference, ...]:
        """Return in what the file is to be another."""
        if former is None or entry.path is None:
            return (Difference("new", "", whole.content.decode()),)
        is_moved = entry.path != whole.filed.path
        moved = [Difference("published", entry.held or "", "")] if is_moved else []
        try:
            return (*moved, *differences(former, whole.content, whole.filed.article))
        except UnreadableFile:
            return (*moved, Difference("layout", former.decode("utf-8", "replace"), ""))

    def say(
        self, outcome: Outcome, whole: FileDraft, entry: Entry, found: tuple[Difference, ...]
    ) -> None:
        """Report what becomes of some changes to a file, if there are any."""
        if found:
            change = FileChange(
                code=entry.code,
                path=entry.path or whole.filed.path,
                url=whole.filed.article.url,
                source=whole.filed.article.source,
                outcome=outcome,
                differences=found,
            )
            self.signals.send_catch_log(file_reextracted, change=change)

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
