"""What the news spider asks for, and what it leaves alone."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response, XmlResponse
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler import settings as project_settings
from crawler.errors import ArgumentError
from crawler.failures import OutOfTurn
from crawler.items import Fate
from crawler.ledger import Entry, LedgerKeeper
from crawler.ledger.agenda import RobotsFile
from crawler.profiles.schedule import CREDIT, PATIENCE
from crawler.run.fate_recorder import FateRecorder
from crawler.signals import article_displaced
from crawler.spiders.backlog import AT_ONCE
from crawler.spiders.news import NewsSpider

NOON = datetime(2024, 10, 17, 12, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
SITE = "https://herald.example"
PROFILE = """name: herald
domains: [herald.example]
feeds: [https://herald.example/feed.xml]
archives: ['https://herald.example/{year}/{month}/{day}']
article_urls: ['^/story/']
poll_interval: 1 h
"""


class Newsroom:
    """Runs of the spider on one ledger, without the network."""

    def __init__(self, folder: Path) -> None:
        (folder / "herald.yml").write_text(PROFILE)
        self.folder = folder
        self.keepers: list[LedgerKeeper] = []

    def run(self, at: datetime = NOON, **arguments: str) -> NewsSpider:
        """Return the spider of a run that begins at an instant; the one before is over."""
        self.close()
        settings = Settings()
        settings.setmodule(project_settings)
        settings.update({"EXTRACTION_PROCESSES": 0, "CONTACT": "desk", "CLOCK": lambda: at})
        settings.update({"SOURCES": str(self.folder), "OUTPUT_DIR": str(self.folder)})
        crawler = Crawler(NewsSpider, settings)
        extensions = {kind: kind.from_crawler(crawler) for kind in (FateRecorder, LedgerKeeper)}
        crawler.get_extension = extensions.get
        self.keepers.append(extensions[LedgerKeeper])
        return NewsSpider.from_crawler(crawler, **arguments)

    def close(self) -> None:
        while self.keepers:
            self.keepers.pop().ledger.close()


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = Newsroom(tmp_path)
    yield newsroom
    newsroom.close()


def feed(*stories: str, date: str = "") -> bytes:
    items = "".join(
        f"<item><link>{SITE}/story/{name}</link><pubDate>{date}</pubDate></item>"
        for name in stories
    )
    return f"<rss><channel>{items}</channel></rss>".encode()


def urls(requests: Iterable[Request]) -> list[str]:
    return [request.url.removeprefix(SITE) for request in requests]


def parsed(spider: NewsSpider, response: Response) -> list[Request]:
    async def all_of_them() -> list[Request]:
        return [one async for one in spider.parse_listing(response)]

    return asyncio.run(all_of_them())


def answer(spider: NewsSpider, request: Request, body: bytes = b"", **changes: Any) -> list[str]:
    """Return the addresses that the spider asks for after a listing's answer."""
    kind = Response if changes.get("status") == 304 else XmlResponse
    response = kind(request.url, body=body, request=request, **changes)
    found = urls(parsed(spider, response))
    spider.planner.ledger.commit()
    return found


def first(spider: NewsSpider) -> Request:
    return next(spider.requests())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"source": "herlad"}, "-a source=herlad: there is no such source; did you mean 'herald'"),
        ({"source": " ,"}, "-a source= ,: names no source"),
        ({"since": "2024-10-19"}, "-a since=2024-10-19 is in the future"),
        ({"since": "0204-10-01"}, "-a since=0204-10-01: there was no web then"),
        ({"since": "2024-10-01", "until": "2024-02-30"}, "-a until=2024-02-30: needs a day"),
        ({"since": "yesterday"}, "-a since=yesterday: needs a day, such as 2024-10-31"),
        ({"until": "2024-10-01"}, "-a until= needs -a since="),
        ({"since": "2024-10-02", "until": "2024-10-01"}, "is before -a since=2024-10-02"),
        ({"limit": "few"}, "-a limit=few: needs a number of pages"),
        ({"limit": "0"}, "-a limit=0: needs a number of pages"),
        ({"dry_run": "maybe"}, "-a dry_run=maybe: needs 1 or 0"),
        ({"dryrun": "1"}, "no argument 'dryrun'; did you mean 'dry_run'"),
    ],
)
def test_wrong_arguments_are_reported(
    newsroom: Newsroom, arguments: dict[str, str], message: str
) -> None:
    with pytest.raises(ArgumentError, match=message):
        newsroom.run(**arguments)


def test_a_source_is_polled_when_it_is_due(newsroom: Newsroom) -> None:
    spider = newsroom.run()
    answer(spider, first(spider), feed())
    assert urls(newsroom.run(NOON + HOUR / 2).requests()) == []
    assert urls(newsroom.run(NOON + HOUR).requests()) == ["/feed.xml"]


def test_a_source_that_is_named_is_polled_at_once(newsroom: Newsroom) -> None:
    spider = newsroom.run()
    answer(spider, first(spider), feed())
    assert urls(newsroom.run(NOON, source="herald").requests()) == ["/feed.xml"]


def test_a_source_that_is_named_twice_is_read_once(newsroom: Newsroom) -> None:
    spider = newsroom.run(source="herald, herald,")
    assert urls(spider.requests()) == ["/feed.xml"]


def test_a_listing_is_asked_whether_it_has_changed(newsroom: Newsroom) -> None:
    spider = newsroom.run()
    answer(spider, first(spider), feed("a"), headers={"ETag": '"1"', "Last-Modified": "Mon"})
    spider = newsroom.run(NOON + HOUR)
    request = first(spider)
    assert request.headers["If-None-Match"] == b'"1"'
    assert request.headers["If-Modified-Since"] == b"Mon"
    assert answer(spider, request, status=304) == []
    assert spider.fates.tally.unchanged["herald"] == 1


def test_not_modified_is_doubted_once_a_day_and_a_lie_is_remembered(newsroom: Newsroom) -> None:
    spider = newsroom.run()
    answer(spider, first(spider), feed("a"), headers={"ETag": '"1"'})
    spider = newsroom.run(NOON + 24 * HOUR)
    request = first(spider)
    response = Response(request.url, 304, request=request)
    (whole,) = parsed(spider, response)
    assert "If-None-Match" not in whole.headers
    assert answer(spider, whole, feed("b"), headers={"ETag": '"1"'}) == ["/story/b"]
    assert "If-None-Match" not in first(newsroom.run(NOON + 25 * HOUR)).headers


def test_a_new_page_is_asked_for_until_it_is_settled(newsroom: Newsroom) -> None:
    spider = newsroom.run()
    assert answer(spider, first(spider), feed("a", "b")) == ["/story/a", "/story/b"]
    spider.planner.ledger.record(f"{SITE}/story/a", "duplicate", at=NOON)
    spider.planner.ledger.commit()
    assert urls(newsroom.run(NOON + HOUR).requests()) == ["/feed.xml", "/story/b"]


def test_a_limit_leaves_the_rest_for_the_next_run(newsroom: Newsroom) -> None:
    spider = newsroom.run(limit="2")
    assert answer(spider, first(spider), feed("a", "b", "c")) == ["/story/a", "/story/b"]
    assert spider.fates.tally.seen == 2
    assert spider.fates.tally.left["herald"] == 1
    assert spider.fates.tally.known["herald"] == 0


def test_of_too_many_sitemaps_those_changed_last_are_read_and_the_others_counted(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.spiders.planner.MOST_BELOW", 2)
    spider = newsroom.run()
    index = "".join(
        f"<sitemap><loc>{SITE}/{day}.xml</loc><lastmod>2024-10-{day}</lastmod></sitemap>"
        for day in (15, 17, 16)
    )
    body = f"<sitemapindex>{index}</sitemapindex>".encode()
    assert answer(spider, first(spider), body) == ["/17.xml", "/16.xml"]
    (wait,) = spider.fates.tally.waits.values()
    assert (wait.source, wait.listings, wait.pages) == ("herald", 1, 0)


def test_a_listing_is_asked_for_once_a_run_whoever_names_it(newsroom: Newsroom) -> None:
    spider = newsroom.run()
    named = "".join(f"<sitemap><loc>{SITE}{path}</loc></sitemap>" for path in ("/feed.xml", "/a"))
    index = f"<sitemapindex>{named}</sitemapindex>".encode()
    request = first(spider)
    assert answer(spider, request, index) == ["/a"]
    assert answer(spider, request, index) == []
    assert urls(newsroom.run(NOON + HOUR).requests()) == ["/feed.xml"]


def test_a_long_listing_is_asked_for_in_parts(newsroom: Newsroom) -> None:
    spider = newsroom.run()
    stories = [f"a{number}" for number in range(AT_ONCE + 5)]
    asked = answer(spider, first(spider), feed(*stories))
    assert asked == [f"/story/{story}" for story in stories[:AT_ONCE]]
    assert spider.fates.tally.known["herald"] == 0
    spider.planner.ledger.commit()
    assert len(urls(newsroom.run(NOON + HOUR).requests())) == AT_ONCE + 6  # and the feed


FALLBACKS = """name: herald
domains: [herald.example]
feeds: [https://herald.example/feed.xml, https://herald.example/other.xml]
fallbacks: [https://herald.example/town.xml, https://herald.example/town]
"""


def fail(spider: NewsSpider, request: Request) -> list[str]:
    failure = Failure(ConnectionRefusedError())
    failure.request = request
    return urls(spider.listing_failed(failure))


def test_fallbacks_are_read_when_the_last_of_the_other_listings_has_failed(
    newsroom: Newsroom,
) -> None:
    (newsroom.folder / "herald.yml").write_text(FALLBACKS)
    spider = newsroom.run()
    one, other = spider.requests()
    assert fail(spider, one) == []
    assert fail(spider, other) == ["/town.xml", "/town"]
    assert fail(spider, other) == []
    assert fail(spider, one.replace(url=f"{SITE}/town.xml")) == []


def test_a_page_in_place_of_the_only_feed_leads_to_the_fallbacks(newsroom: Newsroom) -> None:
    profile = FALLBACKS.replace(", https://herald.example/other.xml", "")
    (newsroom.folder / "herald.yml").write_text(profile)
    spider = newsroom.run()
    (request,) = spider.requests()
    assert answer(spider, request, b"<html><h1>Back soon") == ["/town.xml", "/town"]


def test_fallbacks_are_not_read_where_another_listing_answers(newsroom: Newsroom) -> None:
    (newsroom.folder / "herald.yml").write_text(FALLBACKS)
    spider = newsroom.run()
    one, other = spider.requests()
    assert answer(spider, one, feed("ferry")) == ["/story/ferry"]
    assert fail(spider, other) == []


def test_a_feed_of_which_the_profile_leaves_nothing_is_seen(newsroom: Newsroom) -> None:
    spider = newsroom.run()
    entries = "".join(f"<item><link>{SITE}/column/{name}</link></item>" for name in "ab")
    assert answer(spider, first(spider), f"<rss>{entries}</rss>".encode()) == []
    (refusal,) = spider.fates.tally.refusals
    assert (refusal.source, refusal.pages) == ("herald", 2)
    assert spider.fates.tally.refused == {"herald": 2}


def test_a_feed_that_the_profile_leaves_a_part_of_is_only_counted(newsroom: Newsroom) -> None:
    spider = newsroom.run()
    entry = f"<item><link>{SITE}/column/a</link></item>".encode()
    body = feed("a").replace(b"<item>", entry + b"<item>")
    assert answer(spider, first(spider), body) == ["/story/a"]
    assert spider.fates.tally.refused == {"herald": 1}
    assert spider.fates.tally.refusals == []


def test_a_dry_run_lists_and_remembers_nothing(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    spider = newsroom.run(dry_run="1")
    date = "Thu, 17 Oct 2024 09:00:00 GMT"
    assert answer(spider, first(spider), feed("a", date=date)) == []
    assert capsys.readouterr().out == f"{SITE}/story/a\t2024-10-17 09:00\t\n"
    assert urls(newsroom.run().requests()) == ["/feed.xml"]


def test_a_dry_run_shows_control_characters_of_a_title(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    spider = newsroom.run(dry_run="1")
    title = "\\u001b[31m\\u001b]0;x\\u0007\\u009b1m\\u202eeht"
    items = f'{{"items": [{{"url": "{SITE}/story/a", "title": "{title}"}}]}}'
    assert answer(spider, first(spider), items.encode()) == []
    printed = capsys.readouterr().out
    assert printed.replace("\t", "").removesuffix("\n").isprintable()
    assert "eht" in printed


def test_old_news_is_left_alone(newsroom: Newsroom) -> None:
    spider = newsroom.run()
    assert answer(spider, first(spider), feed("a", date="Wed, 02 Oct 2024 09:00:00 GMT")) == []


def test_a_back_fill_reads_the_days_pages_and_the_sitemaps(newsroom: Newsroom) -> None:
    spider = newsroom.run(since="2024-03-01", until="2024-03-02")
    requests = list(spider.requests())
    assert urls(iter(requests)) == ["/2024/03/02", "/2024/03/01", "/robots.txt"]
    page = b'<a href="/story/a">Harbour</a>'
    response = HtmlResponse(requests[0].url, body=page, request=requests[0])
    assert urls(parsed(spider, response)) == ["/story/a"]
    index = b"""<sitemapindex><sitemap><loc>https://herald.example/2024-03.xml</loc></sitemap>
        <sitemap><loc>https://herald.example/2024-04.xml</loc></sitemap></sitemapindex>"""
    assert answer(spider, requests[2].replace(url=f"{SITE}/map.xml"), index) == ["/2024-03.xml"]


def test_a_page_that_fails_is_asked_for_less_and_less(newsroom: Newsroom) -> None:
    spider = newsroom.run()
    answer(spider, first(spider), feed("a"))
    spider.fates.settle(f"{SITE}/story/a", "failed", "timed out")
    spider.planner.ledger.commit()
    minutes = timedelta(minutes=1)
    assert urls(newsroom.run(NOON + 14 * minutes).requests()) == []
    spider = newsroom.run(NOON + 15 * minutes)
    assert urls(spider.requests()) == ["/story/a"]
    spider.fates.settle(f"{SITE}/story/a", "failed", "timed out")
    spider.planner.ledger.commit()
    assert urls(newsroom.run(NOON + 44 * minutes).requests()) == []
    assert urls(newsroom.run(NOON + 45 * minutes).requests()) == ["/story/a"]


def test_of_a_site_with_a_long_delay_pages_come_before_the_listing(newsroom: Newsroom) -> None:
    spider = newsroom.run()
    answer(spider, first(spider), feed("a"))
    text = "User-agent: *\nCrawl-delay: 600"
    spider.planner.agenda.save_robots(RobotsFile(SITE, NOON, text))
    spider.planner.ledger.commit()
    spider = newsroom.run(NOON + HOUR)
    assert urls(spider.requests()) == ["/story/a"]
    spider.fates.settle(f"{SITE}/story/a", "not an article")
    spider.planner.ledger.commit()
    spider = newsroom.run(NOON + 2 * HOUR)
    request = first(spider)
    assert request.url == f"{SITE}/feed.xml"
    failure = Failure(OutOfTurn("not yet"))
    failure.request = request
    spider.listing_failed(failure)
    assert spider.planner.agenda.source("herald").failures == 0
    assert spider.fates.tally.broken_listings == []


MINUTES = timedelta(minutes=1)


def sitemap(modified: datetime, *stories: str) -> bytes:
    pages = "".join(
        f"<url><loc>{SITE}/story/{name}</loc><lastmod>{modified.isoformat()}</lastmod></url>"
        for name in stories
    )
    return f"<urlset>{pages}</urlset>".encode()


def write(spider: NewsSpider, *stories: str, fate: Fate = "written") -> None:
    """Settle stories as articles that were published when they were first read."""
    ledger = spider.planner.ledger
    for name in stories:
        url = f"{SITE}/story/{name}"
        code = f"ART2410171200{name.upper():A<6}"
        if ledger.entry(url) is None:
            at = {"first_retrieved": spider.now(), "retrieved": spider.now()}
            ledger.save(Entry(url=url, code=code, source="herald", run=1, **at))
        spider.fates.settle(url, fate)
    ledger.commit()


def looks(newsroom: Newsroom, at: datetime, modified: datetime, *stories: str) -> list[str]:
    """Return the articles that a run asks for after the listing, each of which is unchanged."""
    spider = newsroom.run(at)
    asked = answer(spider, first(spider), sitemap(modified, *stories))
    write(spider, *(url.removeprefix("/story/") for url in asked), fate="unchanged")
    return asked


def test_an_article_that_its_listing_calls_changed_is_looked_at_before_its_time(
    newsroom: Newsroom,
) -> None:
    spider = newsroom.run()
    answer(spider, first(spider), sitemap(NOON, "a", "b"))
    write(spider, "a", "b")
    assert looks(newsroom, NOON + HOUR, NOON, "a", "b") == ["/story/a", "/story/b"]  # as planned
    assert looks(newsroom, NOON + 3 * HOUR, NOON + HOUR / 2, "a", "b") == []  # seen at that look
    spider = newsroom.run(NOON + 4 * HOUR)
    listing = sitemap(NOON + 3 * HOUR, "a").replace(b"</urlset>", sitemap(NOON, "b")[8:])
    assert answer(spider, first(spider), listing) == ["/story/a"]


def test_a_page_whose_article_turned_out_a_copy_is_looked_at_once_more(newsroom: Newsroom) -> None:
    spider = newsroom.run()
    answer(spider, first(spider), feed("a"))
    write(spider, "a")
    entry = spider.planner.ledger.entry(f"{SITE}/story/a")
    assert entry is not None
    spider.crawler.signals.send_catch_log(article_displaced, entry=entry)
    spider.planner.ledger.commit()
    assert "/story/a" not in urls(newsroom.run(NOON + 5 * HOUR).requests())
    assert "/story/a" in urls(newsroom.run(NOON + 6 * HOUR).requests())


def test_what_comes_in_an_articles_place_is_held_back_and_looked_at_again_soon(
    newsroom: Newsroom,
) -> None:
    url = f"{SITE}/story/a"
    spider = newsroom.run()
    answer(spider, first(spider), feed("a"))
    write(spider, "a")
    ledger = spider.planner.ledger
    entry = ledger.entry(url)
    assert entry is not None
    ledger.save(replace(entry, path="articles/a.md"))
    ledger.commit()
    for number, again in enumerate((NOON + HOUR, NOON + HOUR + 15 * MINUTES), 1):
        spider = newsroom.run(again)
        assert "/story/a" in urls(spider.requests())
        spider.planner.ledger.run = entry.run + number
        spider.fates.settle(url, "not an article", "consent")
        (trouble,) = spider.fates.tally.troubles
        assert (trouble.fate, trouble.reason) == ("held back", "not an article: consent")
        spider.planner.ledger.commit()
    assert spider.planner.ledger.find(url) == replace(entry, path="articles/a.md")
    # When that has been tried often enough, the looks that were planned are left.
    spider.planner._tries[url] = PATIENCE
    spider.planner.url_settled(url, "herald", "held back")
    spider.planner.ledger.commit()
    assert urls(newsroom.run(NOON + 6 * HOUR).requests()) == ["/feed.xml", "/story/a"]


def test_a_held_article_is_looked_at_when_others_are_whatever_comes_in_its_place(
    newsroom: Newsroom,
) -> None:
    url = f"{SITE}/story/a"
    spider = newsroom.run()
    answer(spider, first(spider), feed("a"))
    write(spider, "a", fate="held")
    ledger = spider.planner.ledger
    entry = ledger.entry(url)
    assert entry is not None
    held = replace(entry, path="held/a.md", held="confidence 41 < 60")
    ledger.save(held)
    ledger.commit()
    spider = newsroom.run(NOON + HOUR)
    assert "/story/a" in urls(spider.requests())
    spider.planner.ledger.run = entry.run + 1
    spider.fates.settle(url, "not an article", "consent")
    tally = spider.fates.tally
    assert (tally.totals, tally.troubles) == ({"held": 1}, [])
    assert tally.held["held/a.md"].reason == "not an article: consent"
    spider.planner.ledger.commit()
    assert spider.planner.ledger.find(url) == held
    assert "/story/a" in urls(newsroom.run(NOON + 6 * HOUR).requests())


def looks_in_three_days(newsroom: Newsroom, stories: list[str], *, stamped_anew: bool) -> int:
    """Return how often stories that never change are asked for in hourly runs."""
    spider = newsroom.run()
    answer(spider, first(spider), sitemap(NOON, *stories))
    write(spider, *stories)
    runs = [NOON + hours * HOUR for hours in (1, 2, 3, 6, 12, 24, 48, 72, 80)]
    return sum(len(looks(newsroom, now, now if stamped_anew else NOON, *stories)) for now in runs)


@pytest.mark.parametrize(
    ("number", "stamped_anew", "expected"),
    [
        (1, False, 4),  # at 1, 6, 24 and 72 hours
        (1, True, 4 + 1),
        pytest.param(12, False, 12 * 4, marks=pytest.mark.slow),
        pytest.param(12, True, 12 * 4 + CREDIT, marks=pytest.mark.slow),
    ],
)
def test_a_listing_that_stamps_its_pages_anew_is_soon_not_believed(
    newsroom: Newsroom, number: int, stamped_anew: bool, expected: int
) -> None:
    stories = [f"a{letter}" for letter in "abcdefghijkl"[:number]]
    assert looks_in_three_days(newsroom, stories, stamped_anew=stamped_anew) == expected


def test_a_listing_whose_word_was_true_is_believed_on(newsroom: Newsroom) -> None:
    spider = newsroom.run()
    answer(spider, first(spider), sitemap(NOON, "a"))
    write(spider, "a")
    asked = 0
    for hours in (1, 2, 3, 4, 5, 6, 7, 8):
        now = NOON + hours * HOUR
        spider = newsroom.run(now)
        if answer(spider, first(spider), sitemap(now, "a")):
            asked += 1
            write(spider, "a", fate="updated")
    assert asked == 8
