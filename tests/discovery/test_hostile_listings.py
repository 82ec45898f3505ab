"""Listings made to exhaust the program, or to take other entries down with one."""

import gzip
import time

import pytest

from crawler.discovery import read_listing
from crawler.discovery.found import MOST_IN_SITEMAP, MOST_LINKS
from crawler.profiles.profile import SourceProfile
from crawler.spiders.base import is_web_address

HERALD = SourceProfile(name="herald", domains=("herald.example",))
URL = "https://herald.example/feed.xml"
STORY = "https://herald.example/2024/harbour-opens-to-all-ferries"
# Seconds of CPU, where the slowest takes half a second: what grows with the square takes minutes.
SOON = 10

SHAPES = {
    "CDATA that never ends": b"<rss><channel>" + b"<![CDATA[" * 100_000,
    "DOCTYPE in DOCTYPE": b"<!DOCTYPE rss [" * 100_000 + b"<rss>",
    "DOCTYPE in the feed": b"<rss>" + b"<!DOCTYPE " * 100_000,
    "comments that never end": b"<rss>" + b"<!--" * 300_000,
    "ampersands": b"<rss>" + b"&a" * 300_000,
    "empty lines of robots.txt": b"\n" * 300_000,
    "addresses on one line": b"http://herald.example/" * 100_000,
    "objects in objects": b'{"items":' * 100_000,
    "links in links": b"<html>" + b"<a href=/x>" * 100_000,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hostile_listing_ends_soon(shape: str) -> None:
    started = time.process_time()
    url = URL.replace("feed.xml", "robots.txt") if "robots" in shape else URL
    assert read_listing(SHAPES[shape], url, HERALD).articles == ()
    assert time.process_time() - started < SOON


def test_a_sitemap_ends_at_the_protocols_limit() -> None:
    urls = b"".join(
        b"<url><loc>https://herald.example/2024/story-of-the-day-%d</loc></url>" % number
        for number in range(MOST_IN_SITEMAP + 10)
    )
    sitemap = gzip.compress(b"<urlset>" + urls + b"</urlset>")
    assert len(read_listing(sitemap, URL, HERALD).articles) == MOST_IN_SITEMAP


def test_a_feed_ends_where_no_honest_one_goes_on() -> None:
    items = "".join(f"<item><link>{STORY}-{n}</link></item>" for n in range(MOST_LINKS + 10))
    assert len(read_listing(f"<rss>{items}</rss>".encode(), URL, HERALD).articles) == MOST_LINKS


@pytest.mark.parametrize(
    "address",
    [
        "http://[::1]@herald.example/2024/harbour",
        "http://[::1/2024/harbour",
        "http://herald.example:port/2024/harbour",
        "http://herald.example:99999/2024/harbour",
        "http://[v1.a]x/2024/harbour",
        "http://\u2100.example/2024/harbour",
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "<rss><item><link>{}</link></item><item><link>{}</link></item></rss>",
        '{{"items": [{{"url": "{}"}}, {{"url": "{}"}}]}}',
        "<urlset><url><loc>{}</loc></url><url><loc>{}</loc></url></urlset>",
        "<html><a href='{}'></a><a href='{}'>Harbour opens to all the ferries</a></html>",
    ],
)
def test_a_bad_address_costs_one_entry(form: str, address: str) -> None:
    listing = read_listing(form.format(address, STORY).encode(), URL, HERALD)
    assert [one.url for one in listing.articles] == [STORY]


def test_half_a_character_in_json_costs_no_feed() -> None:
    feed = '{"items": [{"url": "http://a\\ud800/"}, {"url": "' + STORY + '"}]}'
    assert [one.url for one in read_listing(feed.encode(), URL, HERALD).articles] == [STORY]


def test_an_address_that_scrapy_refuses_is_no_web_address() -> None:
    assert not is_web_address("http://[::1]@herald.example/")
    assert not is_web_address("http://\ud800/")


@pytest.mark.parametrize("name", ["http://a/}", "}", "{", "{}", "http://a/{b}c", "a:b}", " "])
def test_an_odd_namespace_costs_no_more_than_its_feed(name: str) -> None:
    cut = f'<feed xmlns="{name}"><entry><link href="{STORY}"/></entry><entry><link href="https:'
    assert [one.url for one in read_listing(cut.encode(), URL, HERALD).articles] in ([], [STORY])
