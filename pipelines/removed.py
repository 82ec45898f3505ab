"""Leaves alone what a person has taken away: a file that was deleted, and what is never to be."""

from scrapy.crawler import Crawler

from crawler.failures import Dropped
from crawler.ledger import Ledger, ledger_of
from crawler.traits import traits_of
from pipelines.document.options import Options, options
from pipelines.document.overrides import Overrides, read_overrides
from pipelines.files.shelf import Shelf, shelf_of
from pipelines.identity import CodedArticle


class Removed(Dropped):
    """A person has deleted the article's file, or said that it is never to be written."""

    fate = "removed"


class RemovedPipeline:
    """Drops an article whose file an earlier run has written, and which is not there now.

    is_named: a person has named each page, and wants it.
    """

    def __init__(
        self, ledger: Ledger, shelf: Shelf, overrides: Overrides, *, is_named: bool = False
    ) -> None:
        self.ledger = ledger
        self.shelf = shelf
        self.overrides = overrides
        self.is_named = is_named

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RemovedPipeline":
        """Return the pipeline; raises SettingsError for overrides that can't be used."""
        chosen: Options = options(crawler.settings)
        ledger = ledger_of(crawler)
        overrides = read_overrides(chosen.output)
        is_named = traits_of(crawler.spidercls).each_counts
        return cls(ledger, shelf_of(ledger, chosen.output), overrides, is_named=is_named)

    def process_item(self, coded: CodedArticle) -> CodedArticle:
        """Return what may have a file; raises Removed."""
        if self.overrides.is_never(coded.code):
            raise Removed(coded.article, "never to be written, says overrides.yml")
        entry = self.ledger.entry(coded.article.canonical_url)
        if entry is None or entry.path is None or entry.run == self.ledger.run or self.is_named:
            return coded
        if self.shelf.content(entry.path) is None:
            raise Removed(coded.article, f"{entry.path} was deleted")
        return coded
