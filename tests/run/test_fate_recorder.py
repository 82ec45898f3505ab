"""Every URL that a run sees ends with one fate, whatever Scrapy says of it."""

from dataclasses import replace
from datetime import datetime, timezone

import pytest
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import HtmlResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.downloader.meta import ListingMeta, PageMeta
from crawler.failures import Dropped, Held
from crawler.items import Article, FiledArticle
from crawler.ledger import Entry
from crawler.run.fate_recorder import FateRecorder
from crawler.run.tally import Trouble
from crawler.signals import article_displaced, article_moved, url_settled

URL = "https://herald.example/story"
MOVED = "https://herald.example/moved"
FEED = "https://herald.example/feed"
NOW = datetime(2024, 10, 17, tzinfo=timezone.utc)
ENTRY = Entry(
    url=MOVED,
    code="ART2410170000ABCDEF",
    source="herald",
    run=1,
    first_retrieved=NOW,
    retrieved=NOW,
    path="articles/ART2410170000ABCDEF.md",
)


class DuplicateArticle(Dropped):
    fate = "duplicate"


class Scene:
    """A recorder that has seen URL, and what it has announced."""

    def __init__(self) -> None:
        crawler = Crawler(Spider)
        crawler.get_extension = {}.get
        self.send = crawler.signals.send_catch_log
        self.recorder = FateRecorder.from_crawler(crawler)
        self.recorder.seen(URL, "herald")
        self.announced = []
        self.listen = lambda url, source, fate, article: self.announced.append(
            (url, source, fate, article)
        )
        crawler.signals.connect(self.listen, url_settled)

    @property
    def outcome(self) -> tuple[dict[str, int], list[str]]:
        tally = self.recorder.tally
        assert tally.totals.total() + len(tally.open) + tally.left.total() == tally.seen
        return dict(tally.fates["herald"]), [trouble.reason for trouble in tally.troubles]


@pytest.fixture
def scene() -> Scene:
    return Scene()


def page(url: str = URL, **meta: object) -> HtmlResponse:
    request = Request(url, meta={**PageMeta(URL, "herald").as_meta(), **meta})
    return HtmlResponse(url, request=request)


def article() -> Article:
    return Article(url=MOVED, canonical_url=MOVED)


def filed(fate: str) -> FiledArticle:
    return FiledArticle(article=article(), code="ART2410171545KRUBXS", fate=fate)


def request_failure(error: HttpError, request: pytest.FixtureRequest) -> Failure:
    failure = Failure(error)
    failure.request = request
    return failure


def test_item_brings_the_fate_of_the_url_as_asked_for(scene: Scene) -> None:
    scene.send(signals.item_scraped, item=filed("written"), response=page(MOVED))

    assert scene.outcome == ({"written": 1}, [])


def test_fate_is_announced_once(scene: Scene) -> None:
    scene.send(signals.item_scraped, item=filed("written"), response=page(MOVED))
    scene.send(signals.item_scraped, item=filed("written"), response=page(MOVED))

    assert scene.announced == [(URL, "herald", "written", article())]


def test_item_that_no_pipeline_wrote_has_failed(scene: Scene) -> None:
    scene.send(signals.item_scraped, item=article(), response=page())

    assert scene.outcome == ({"failed": 1}, ["no pipeline wrote it"])


def test_item_of_no_response_settles_its_own_url(scene: Scene) -> None:
    item = replace(filed("unchanged"), article=Article(url=URL, canonical_url=URL))
    scene.send(signals.item_scraped, item=item, response=None)

    assert scene.outcome == ({"unchanged": 1}, [])


@pytest.mark.parametrize("fate", ["written", "updated", "unchanged"])
def test_article_that_a_better_copy_displaced_is_a_duplicate(scene: Scene, fate: str) -> None:
    scene.send(signals.item_scraped, item=filed(fate), response=page(MOVED))
    scene.send(article_displaced, entry=ENTRY)

    assert scene.recorder.tally.totals == {"duplicate": 1}
    assert scene.recorder.tally.seen == 1


def test_drop_names_its_fate(scene: Scene) -> None:
    drop = DuplicateArticle(article(), "same text as ART2410171545KRUBXS")
    scene.send(signals.item_dropped, item=article(), response=page(), exception=drop)

    assert scene.outcome == ({"duplicate": 1}, [])


HELD = replace(ENTRY, path="held/ART2410170000ABCDEF.md", held="confidence 41 < 60")


def hold(scene: Scene) -> None:
    """Have the page of HELD be held."""
    drop = Held(article(), "confidence 41 < 60", HELD.path or "")
    scene.send(signals.item_dropped, item=article(), response=page(MOVED), exception=drop)


def test_a_held_article_is_named_with_its_file_and_is_no_trouble(scene: Scene) -> None:
    hold(scene)

    assert scene.outcome == ({"held": 1}, [])
    assert scene.recorder.tally.held == {
        HELD.path: Trouble(URL, "herald", "held", "confidence 41 < 60")
    }


def test_a_held_article_that_a_better_copy_displaced_is_a_duplicate(scene: Scene) -> None:
    hold(scene)
    scene.send(article_displaced, entry=HELD)

    assert scene.recorder.tally.totals == {"duplicate": 1}
    assert scene.recorder.tally.held == {}


@pytest.mark.parametrize(
    ("new", "held"),
    [
        ("held/ART2410170000GHIJKL.md", ["held/ART2410170000GHIJKL.md"]),  # got its first code
        ("articles/ART2410170000ABCDEF.md", []),  # was published in the same run
    ],
)
def test_a_held_file_is_named_as_it_is_called_now(scene: Scene, new: str, held: list[str]) -> None:
    hold(scene)
    scene.send(article_moved, path=HELD.path, new=new)

    assert list(scene.recorder.tally.held) == held


def test_drop_that_names_no_fate_has_failed(scene: Scene) -> None:
    drop = DropItem("not wanted")
    scene.send(signals.item_dropped, item=article(), response=page(), exception=drop)

    assert scene.outcome == ({"failed": 1}, ["DropItem: not wanted"])


def test_pipeline_that_raises_fails_its_page(scene: Scene) -> None:
    failure = Failure(OSError(28, "No space left on device"))
    scene.send(signals.item_error, item=article(), response=page(), failure=failure)

    assert scene.outcome == ({"failed": 1}, ["OSError: [Errno 28] No space left on device"])


def test_callback_that_raises_fails_its_page(scene: Scene) -> None:
    scene.send(signals.spider_error, failure=Failure(KeyError("date")), response=page())
    scene.send(signals.spider_closed, reason="finished")

    assert scene.outcome == ({"failed": 1}, ["KeyError: 'date'"])


@pytest.mark.parametrize("item_comes", ["before", "after"])
def test_callback_that_raises_takes_no_item_back(scene: Scene, item_comes: str) -> None:
    if item_comes == "before":
        scene.send(signals.item_scraped, item=filed("written"), response=page())
    scene.send(signals.spider_error, failure=Failure(KeyError("date")), response=page())
    if item_comes == "after":
        scene.send(signals.item_scraped, item=filed("written"), response=page())
    scene.send(signals.spider_closed, reason="finished")

    assert scene.outcome == ({"written": 1}, [])


def test_callback_of_a_listing_that_raises_is_the_sources_trouble(scene: Scene) -> None:
    request = Request(FEED, meta=ListingMeta(FEED, "herald").as_meta())
    response = HtmlResponse(request.url, request=request)
    scene.send(signals.spider_error, failure=Failure(ValueError("no feed")), response=response)

    assert scene.outcome == ({}, [])
    assert [trouble.reason for trouble in scene.recorder.tally.broken_listings] == [
        "ValueError: no feed"
    ]


def test_request_that_fails_gives_its_url_a_fate(scene: Scene) -> None:
    error = HttpError(HtmlResponse(MOVED, status=410), "Ignoring non-200 response")
    scene.recorder.failed(request_failure(error, page(MOVED).request))

    assert scene.outcome == ({"gone": 1}, [])


def test_listing_that_fails_is_the_sources_trouble(scene: Scene) -> None:
    request = Request(FEED, meta=ListingMeta(FEED, "herald").as_meta())
    error = HttpError(HtmlResponse(request.url, status=500), "Ignoring non-200 response")
    scene.recorder.listing_failed(request_failure(error, request))

    assert [trouble.source for trouble in scene.recorder.tally.broken_listings] == ["herald"]


def test_listing_not_modified_is_no_trouble(scene: Scene) -> None:
    request = Request(FEED, meta=ListingMeta(FEED, "herald").as_meta())
    error = HttpError(HtmlResponse(request.url, status=304), "Ignoring non-200 response")
    scene.recorder.reads("herald")
    scene.recorder.listing_failed(request_failure(error, request))

    assert not scene.recorder.tally.broken_listings
    assert not scene.recorder.tally.silent


def test_url_that_leads_to_another_one_is_a_duplicate(scene: Scene) -> None:
    scene.send(signals.request_dropped, request=page(MOVED, redirect_urls=[URL]).request)

    assert scene.outcome == ({"duplicate": 1}, [])


def test_url_that_leads_to_itself_has_failed(scene: Scene) -> None:
    scene.send(signals.request_dropped, request=page(URL, redirect_urls=[URL, MOVED]).request)

    assert scene.outcome == ({"failed": 1}, ["redirects in a circle"])


def test_url_open_at_the_end_has_failed(scene: Scene) -> None:
    scene.send(signals.spider_closed, reason="finished")

    assert scene.outcome == ({"failed": 1}, ["unfinished: nothing came of it"])


def test_url_open_when_the_run_is_stopped_is_left_for_the_next(scene: Scene) -> None:
    scene.send(signals.spider_closed, reason="shutdown")

    assert scene.outcome == ({}, [])
    assert scene.recorder.tally.left == {"herald": 1}


@pytest.mark.parametrize(
    ("asked", "leads_to", "fate"),
    [
        (URL, "https://herald.example/", "not an article"),
        (URL, "https://herald.example/other", "duplicate"),
        (URL, "https://herald.example/?p=1", "duplicate"),
        ("https://herald.example/", "https://herald.example", "duplicate"),
    ],
)
def test_page_that_leads_to_the_front_page_is_gone_and_no_copy(
    asked: str, leads_to: str, fate: str
) -> None:
    scene = Scene()
    scene.recorder.seen(asked, "herald")
    meta = PageMeta(asked, "herald").as_meta()
    scene.send(signals.request_dropped, request=Request(leads_to, meta=meta))

    assert scene.recorder.tally.totals == {fate: 1}
