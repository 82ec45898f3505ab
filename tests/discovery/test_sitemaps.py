import gzip
from dataclasses import replace
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


@pytest.mark.slow
def test_a_packed_sitemap_is_unpacked_to_the_protocol_s_limit_only() -> None:
    padded = b"<urlset>" + b" " * 60_000_000 + plain_sitemap(HARBOUR)
    assert addresses(gzip.compress(padded, 1)) == []


FERRY = "https://herald.example/world/ferry-returns-to-the-north"


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{HARBOUR}\n{FERRY}\n",
        f"  {HARBOUR}\n\t{FERRY}  ",
        f"{HARBOUR}\r{FERRY}\r",
        f"HTTPS://herald.example/world/harbour-reopens-after-storm\r\n{FERRY}",
        f"\u200b{HARBOUR}\u200b\n\xa0{FERRY}\ufeff",
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_a_list_of_addresses_is_read_however_it_is_set(text: str, charset: str) -> None:
    assert addresses(text.encode(charset)) == [HARBOUR, FERRY]


def test_all_members_of_a_packed_sitemap_are_read() -> None:
    whole = plain_sitemap(HARBOUR, FERRY)
    packed = b"".join(gzip.compress(whole[at : at + 40], mtime=0) for at in range(0, 400, 40))
    assert addresses(packed) == [HARBOUR, FERRY]
    assert addresses(packed + b"no gzip") == [HARBOUR, FERRY]
    assert addresses(gzip.compress(packed)) == [HARBOUR, FERRY]


def test_an_entry_without_an_address_is_passed_over() -> None:
    news = NEWS.replace(f"<loc>{HARBOUR}</loc>".encode(), b"")
    assert addresses(news) == []
    assert addresses(plain_sitemap("", " \n ", HARBOUR)) == [HARBOUR]
    index = INDEX.replace(b"/sitemap-2024-09.xml", b"")
    assert len(read_listing(index, SITEMAP, HERALD).listings) == 1


@pytest.mark.parametrize(
    "body",
    [
        f"<urlset><url><loc>{HARBOUR}</loc></url><sitemap><loc>/s.xml</loc></sitemap></urlset>",
        f"<sitemapindex><url><loc>{HARBOUR}</loc></url><sitemap>/s.xml</sitemap></sitemapindex>",
    ],
)
def test_pages_and_sitemaps_may_stand_in_one_file(body: str) -> None:
    listing = read_listing(body.encode(), SITEMAP, HERALD)
    assert [one.url for one in listing.articles] == [HARBOUR]
    assert [one.url for one in listing.listings] == ["https://herald.example/s.xml"]


def test_an_entry_may_name_several_addresses() -> None:
    two = f"<loc>{HARBOUR}</loc><loc>{FERRY}</loc>"
    assert addresses(f"<urlset><url>{two}</url></urlset>".encode()) == [HARBOUR, FERRY]
    index = f"<sitemapindex><sitemap>{two}</sitemap></sitemapindex>".encode()
    assert len(read_listing(index, SITEMAP, HERALD).listings) == 2


@pytest.mark.parametrize("declared", [' xmlns:image="i"', ""])
@pytest.mark.parametrize("inner", ["", f"<loc>{HARBOUR}</loc>"])
def test_the_address_of_a_picture_is_no_page_s(declared: str, inner: str) -> None:
    picture = "<image:loc>https://herald.example/img/harbour-seen-from-above</image:loc>"
    body = f"<urlset{declared}><url>{picture}{inner}</url></urlset>".encode()
    assert addresses(body) == ([HARBOUR] if inner else [])


@pytest.mark.parametrize(
    "text",
    [
        f"\n  {HARBOUR}\n",
        f"\xa0{HARBOUR}\u200b",
        f"{HARBOUR}\u200e\ufeff",
        "https://herald.example/world/\n  harbour-reopens-after-storm",
    ],
)
def test_what_nobody_sees_is_no_part_of_an_address(text: str) -> None:
    assert addresses(plain_sitemap(text)) == [HARBOUR]


def test_half_an_address_is_none() -> None:
    assert addresses(plain_sitemap(HARBOUR, FERRY)[: -len("th</loc></url></urlset>")]) == [HARBOUR]


def test_robots_txt_names_sitemaps() -> None:
    robots = b"User-agent: *\r\nDisallow: /a\r\nSITEMAP : /news.xml\nSitemap: https://x.example/s\n"
    listing = read_listing(robots, "https://herald.example/robots.txt", HERALD)
    assert listing.kind == "robots"
    assert [one.url for one in listing.listings] == [
        "https://herald.example/news.xml",
        "https://x.example/s",
    ]


def test_a_byte_order_mark_hides_no_sitemap_of_robots_txt() -> None:
    robots = "\ufeffSitemap: /a.xml\r\nUser-agent: *\r\n\ufeffSitemap: /b.xml\r\n"
    listing = read_listing(robots.encode(), "https://herald.example/robots.txt", HERALD)
    assert [one.url for one in listing.listings] == [
        "https://herald.example/a.xml",
        "https://herald.example/b.xml",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_robots_txt_end_in_three_ways(end: str) -> None:
    """RFC 9309, 2.2."""
    robots = end.join(["User-agent: *", "Sitemap: /a.xml", "Disallow: /b", " sitemap:/c.xml", ""])
    listing = read_listing(robots.encode(), "https://herald.example/robots.txt", HERALD)
    found = [one.url.removeprefix("https://herald.example") for one in listing.listings]
    assert found == ["/a.xml", "/c.xml"]


@pytest.mark.parametrize(
    ("path", "is_taken"),
    [
        ("/2024/01/02/fire/", True),
        ("/2024/01/02/", False),
        ("/2024/01/", False),
        ("/%E6%B8%AF%E5%8F%A3%E9%87%8D%E6%96%B0%E5%BC%80%E6%94%BE", True),  # 港口重新开放
        ("/%E5%9B%BD%E9%99%85", False),  # 国际, a section
        ("/town/fire", False),
    ],
)
@pytest.mark.parametrize("form", ["<urlset><url><loc>{}</loc></url></urlset>", "{}"])
def test_what_its_shape_tells_no_article_is_counted(form: str, path: str, is_taken: bool) -> None:
    body = form.format(f"https://herald.example{path}").encode()
    listing = read_listing(body, "https://herald.example/map", HERALD)
    assert (len(listing.articles), listing.refused) == (int(is_taken), int(not is_taken))


def test_what_the_patterns_of_a_profile_leave_out_is_counted_once() -> None:
    profile = replace(HERALD, article_urls=("^/story/",), ignore_urls=("/live/",))
    urls = [f"https://herald.example{path}" for path in ("/story/a", "/story/live/b", "/c", "/c")]
    body = "".join(f"<item><link>{url}</link></item>" for url in urls)
    listing = read_listing(f"<rss>{body}</rss>".encode(), "https://herald.example/feed", profile)
    assert [one.url for one in listing.articles] == [urls[0]]
    assert listing.refused == 2


@pytest.mark.parametrize(
    "form",
    [
        "<rss><item><link>{}</link></item></rss>",
        "<urlset><url><loc>{}</loc><news:news/></url></urlset>",
    ],
)
def test_what_its_publisher_states_as_an_article_may_have_any_shape(form: str) -> None:
    body = form.format("https://herald.example/fire").encode()
    listing = read_listing(body, "https://herald.example/listing", HERALD)
    assert [one.url for one in listing.articles] == ["https://herald.example/fire"]


def test_a_sitemap_that_another_names_as_a_page_is_one() -> None:
    listing = read_listing(
        plain_sitemap("/sitemap-2024-10.xml", "/old.xml.gz?page=2"), SITEMAP, HERALD
    )
    assert (listing.kind, listing.articles, listing.refused) == ("index", (), 0)
    assert [one.url for one in listing.listings] == [
        "https://herald.example/sitemap-2024-10.xml",
        "https://herald.example/old.xml.gz?page=2",
    ]


def test_a_sitemap_of_articles_is_no_index_for_a_file_among_them() -> None:
    listing = read_listing(plain_sitemap("/opml.xml", HARBOUR), SITEMAP, HERALD)
    assert (listing.kind, listing.listings) == ("sitemap", ())
    assert [one.url for one in listing.articles] == [HARBOUR]
