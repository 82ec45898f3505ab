import gzip
from datetime import datetime, timezone

import pytest

from crawler.discovery import Discovered, read_listing
from crawler.profiles.profile import SourceProfile

HERALD = SourceProfile(name="herald", domains=("herald.example",))
SITEMAP = "https://herald.example/sitemap.xml"
HARBOUR = "https://herald.example/world/harbour-reopens-after-storm"
NOON = datetime(2024, 10, 17, 12, tzinfo=timezone.utc)

NEWS = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>{HARBOUR}</loc><lastmod>2024-10-17T12:00:00Z</lastmod>
<news:news><news:publication><news:name>Herald</news:name></news:publication>
<news:publication_date>2024-10-17T12:00:00Z</news:publication_date>
<news:title>Harbour reopens</news:title></news:news></url></urlset>""".encode()
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://herald.example/sitemap-2024-10.xml.gz</loc><lastmod>2024-10-17</lastmod>
</sitemap><sitemap><loc>/sitemap-2024-09.xml</loc></sitemap></sitemapindex>"""


def plain_sitemap(*urls: str) -> bytes:
    return f"<urlset>{''.join(f'<url><loc>{url}</loc></url>' for url in urls)}</urlset>".encode()


def addresses(body: bytes, url: str = SITEMAP) -> list[str]:
    return [one.url for one in read_listing(body, url, HERALD).articles]


@pytest.mark.parametrize("body", [NEWS, gzip.compress(NEWS, mtime=0), NEWS[:-20]])
def test_a_news_sitemap_keeps_its_date_and_title(body: bytes) -> None:
    listing = read_listing(body, SITEMAP, HERALD)
    assert listing.articles == (Discovered(HARBOUR, NOON, "Harbour reopens", NOON),)
    assert listing.kind == "sitemap"


def test_a_plain_sitemap_gives_the_pages_that_look_like_articles() -> None:
    pages = [
        HARBOUR,
        "https://herald.example/",
        "https://herald.example/world",
        "https://herald.example/tag/harbours-of-the-north",
        "https://herald.example/story/4711023",
        "https://other.example/world/harbour-reopens-after-storm",
    ]
    assert addresses(plain_sitemap(*pages)) == [HARBOUR, "https://herald.example/story/4711023"]


def test_an_index_gives_its_sitemaps_and_their_last_change() -> None:
    listing = read_listing(INDEX, SITEMAP, HERALD)
    assert (listing.kind, listing.articles) == ("index", ())
    assert listing.listings == (
        Discovered(
            "https://herald.example/sitemap-2024-10.xml.gz",
            modified=NOON.replace(hour=0),
        ),
        Discovered("https://herald.example/sitemap-2024-09.xml"),
    )


def test_a_list_of_addresses_is_a_sitemap() -> None:
    assert addresses(f"{HARBOUR}\nhttps://herald.example/world\n\n".encode()) == [HARBOUR]


def test_an_unescaped_ampersand_stays_in_the_address() -> None:
    assert addresses(plain_sitemap(f"{HARBOUR}?a=1&b=2")) == [f"{HARBOUR}?a=1&b=2"]


@pytest.mark.parametrize(
    "body", [gzip.compress(NEWS, mtime=0)[:20], b"\x1f\x8bnonsense", b"<urlset>"]
)
def test_what_is_broken_beyond_reading_gives_nothing(body: bytes) -> None:
    assert addresses(body) == []


def test_a_packed_sitemap_is_unpacked_to_the_protocol_s_limit_only() -> None:
    padded = b"<urlset>" + b" " * 60_000_000 + plain_sitemap(HARBOUR)
    assert addresses(gzip.compress(padded, 1)) == []


def test_robots_txt_names_sitemaps() -> None:
    robots = b"User-agent: *\r\nDisallow: /a\r\nSITEMAP : /news.xml\nSitemap: https://x.example/s\n"
    listing = read_listing(robots, "https://herald.example/robots.txt", HERALD)
    assert listing.kind == "robots"
    assert [one.url for one in listing.listings] == [
        "https://herald.example/news.xml",
        "https://x.example/s",
    ]
