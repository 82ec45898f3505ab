"""What the ledger learns of an article while its page is looked at again and again."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings

from crawler import settings as project_settings
from crawler.items import Fate
from crawler.ledger import Ledger, LedgerKeeper
from crawler.spiders.news import NewsSpider
from tests.support.runs import NOW, URL, entry, page, run

HOUR = timedelta(hours=1)


class Looks:
    """A known article at URL, whose page is looked at once an hour."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.at = NOW
        run(folder, [page()])
        ledger = Ledger(self.address)
        ledger.record(URL, "written", at=NOW, canonical_url=URL)  # as a crawl does
        ledger.close()

    @property
    def address(self) -> str:
        return f"sqlite:///{self.folder / 'ledger.sqlite'}"

    def found(self, fate: Fate, response: Response | None = None) -> datetime | None:
        """Return since when the article counts as withdrawn, after its page was found so."""
        self.at += HOUR
        settings = Settings()
        settings.setmodule(project_settings)
        settings.setdict({"LEDGER_URL": self.address, "CLOCK": lambda: self.at})
        keeper = LedgerKeeper(Crawler(NewsSpider, settings))
        keeper.ledger.begin_run("news", self.at)
        keeper.url_settled(URL, fate, "", None, response)
        keeper.ledger.close()
        return entry(self.folder).withdrawn


@pytest.fixture
def looks(tmp_path: Path) -> Looks:
    return Looks(tmp_path)


def test_an_article_whose_page_is_gone_is_withdrawn_from_the_first_look_on(looks: Looks) -> None:
    assert looks.found("gone") == NOW + HOUR
    assert looks.found("gone") == NOW + HOUR


@pytest.mark.parametrize("fate", ["robots", "blocked", "failed", "paywalled", "not an article"])
def test_an_article_whose_page_is_not_shown_to_us_is_not_withdrawn(
    looks: Looks, fate: Fate
) -> None:
    assert looks.found(fate) is None


def test_an_article_that_is_back_is_not_withdrawn(looks: Looks) -> None:
    assert looks.found("gone") is not None
    run(looks.folder, [page(24)])
    assert entry(looks.folder).withdrawn is None


@pytest.mark.parametrize(("fate", "etag"), [("written", '"1"'), ("held", None)])
def test_the_page_of_a_held_article_is_asked_for_whole(
    looks: Looks, fate: Fate, etag: str | None
) -> None:
    request = Request(URL)
    looks.found(fate, Response(URL, headers={"ETag": '"1"'}, request=request))
    ledger = Ledger(looks.address)
    visit = ledger.visit(URL)
    ledger.close()
    assert visit is not None
    assert (visit.fate, visit.etag) == (fate, etag)
