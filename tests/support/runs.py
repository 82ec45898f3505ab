"""Runs of the pipelines over articles, without a crawl."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from scrapy.signalmanager import SignalManager

from crawler.failures import Dropped
from crawler.items import Article
from crawler.ledger import Entry, Ledger
from pipelines.clean import CleanPipeline
from pipelines.codes import CodePipeline
from pipelines.dedupe import DedupePipeline
from pipelines.document.options import Options
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
    """Return a version that tells no date."""
    return page(hours, text, date_published=None, **changes)


def amp(hours: int = 0, text: str = TEXT) -> Article:
    """Return a version that was read from another address of the same article."""
    return page(hours, text, url=f"{URL}/amp")


def copy(site: str, text: str = TEXT, **changes: object) -> Article:
    """Return an article of another site."""
    url = f"https://{site}.example/harbour"
    return page(0, text, url=url, canonical_url=url, **changes)


def run(folder: Path, pages: Iterable[Article]) -> list[str | None]:
    """Return what a run over the pages makes of each."""
    fates: list[str | None] = []
    ledger = Ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
    ledger.begin_run("replay", NOW)
    steps = (
        CleanPipeline(),
        CodePipeline(ledger),
        DedupePipeline(ledger),
        MarkdownPipeline(Options(output=folder), ledger, SignalManager()),
    )
    for article in pages:
        try:
            for step in steps:
                article = step.process_item(article)
            fates.append(article.fate)
        except Dropped as dropped:
            fates.append(dropped.fate)
    ledger.close()
    return fates


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
