"""Runs of the pipelines over articles, without a crawl."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from scrapy.signalmanager import SignalManager

from crawler.failures import Dropped
from crawler.items import Article, FiledArticle
from crawler.ledger import Entry, Ledger
from pipelines.addresses import AddressPipeline
from pipelines.clean import CleanPipeline
from pipelines.codes import CodePipeline
from pipelines.dedupe import DedupePipeline
from pipelines.document.options import Options
from pipelines.files.shelf import shelf_of
from pipelines.identity import CodedArticle
from pipelines.markdown import MarkdownPipeline
from tests.support.articles import make_article, paragraph

NOW = datetime(2024, 10, 25, 8, 39, 1, 247000, tzinfo=timezone.utc)
TEXT = "The harbour of Northport reopened on Sunday, its master said. " * 5
URL = "https://herald.example/harbour"


def page(hours: int = 0, text: str = TEXT, **changes: object) -> Article:
    """Return one version of the article at URL."""
    fields: dict[str, object] = {
        "url": URL,
        "canonical_url": URL,
        "body": (paragraph(text),),
        "date_retrieved": NOW + timedelta(hours=hours),
    }
    return make_article(**(fields | changes))


def undated(hours: int = 0, text: str = TEXT, **changes: object) -> Article:
    """Return a version that states no date."""
    return page(hours, text, date_published=None, **changes)


def amp(hours: int = 0, text: str = TEXT) -> Article:
    """Return a version that was read from another address of the same article."""
    return page(hours, text, url=f"{URL}/amp")


def copy(site: str, text: str = TEXT, **changes: object) -> Article:
    """Return an article of another site."""
    url = f"https://{site}.example/harbour"
    return page(0, text, url=url, canonical_url=url, **changes)


def run(folder: Path, pages: Iterable[Article], **options: Any) -> list[str | None]:
    """Return the fate that a run over the pages gives each; options: those of files."""
    return [result.fate for result in results(folder, pages, **options)]


def results(folder: Path, pages: Iterable[Article], **options: Any) -> list[FiledArticle | Dropped]:
    """Return what a run over the pages makes of each; options: those of files."""
    made: list[FiledArticle | Dropped] = []
    ledger = Ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
    ledger.begin_run("replay", NOW)
    steps = Steps(ledger, Options(output=folder, **options))
    for article in pages:
        try:
            made.append(steps.process_item(article))
        except Dropped as dropped:
            made.append(dropped)
    ledger.close()
    return made


class Steps:
    """The pipelines, one after the other."""

    def __init__(
        self, ledger: Ledger, options: Options, signals: SignalManager | None = None
    ) -> None:
        self.clean = CleanPipeline()
        self.addresses = AddressPipeline(options, ledger, signals or SignalManager())
        self.codes = CodePipeline(ledger)
        self.dedupe = DedupePipeline(
            ledger,
            shelf_of(ledger, options.output),
            keeps_copies=False,
            hold_below=options.hold_below,
        )
        self.markdown = MarkdownPipeline(options, ledger, signals or SignalManager())

    def process_item(self, article: Article) -> FiledArticle:
        """Return the article with its file; raises Dropped."""
        return self.markdown.process_item(self.coded(self.clean.process_item(article)))

    def coded(self, article: Article) -> CodedArticle:
        """Return what waits for its images; raises Dropped."""
        article = self.addresses.process_item(article)
        return self.dedupe.process_item(self.codes.process_item(article))


def files(folder: Path) -> dict[str, str]:
    """Return the text of each article by its path."""
    return {str(file.relative_to(folder)): file.read_text("utf-8") for file in folder.rglob("*.md")}


def articles_of(folder: Path) -> dict[str, str]:
    """Return the same without former versions."""
    return {path: text for path, text in files(folder).items() if path.startswith("articles/")}


def entry(folder: Path, url: str = URL) -> Entry:
    """Return the ledger's entry of an article."""
    ledger = Ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
    found = ledger.entry(url)
    ledger.close()
    assert found is not None
    return found
