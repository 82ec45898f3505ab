import json
from datetime import date

import pytest

from crawler.discovery import Discovered, read_listing
from crawler.discovery.article_addresses import looks_like_article, url_days
from crawler.profiles.profile import SourceProfile

HERALD = SourceProfile(name="herald", domains=("herald.example",))
SECTION = "https://herald.example/world"
HARBOUR = "https://herald.example/world/harbour-reopens-after-the-storm"
HEADLINE = "Harbour reopens after the storm"


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("https://herald.example/world/harbour-reopens-after-the-storm", HEADLINE),
        ("https://herald.example/2024/10/17/harbour", HEADLINE),
        ("https://herald.example/2024/10/17/harbour-reopens-after-storm", "More"),
        ("https://herald.example/world/a1-1234567", HEADLINE),
        ("https://herald.example/read.php?id=4711023", HEADLINE),
        ("https://herald.example/?p=4711023", HEADLINE),
        ("https://herald.example/news/local/harbour.html", HEADLINE),
        ("https://herald.example/news/20241017/c1002.html", "港口在暴风雨后重新开放"),
    ],
)
def test_a_headline_on_a_deep_address_is_an_article(address: str, text: str) -> None:
    assert looks_like_article(address, text)


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("https://herald.example/", "The Herald, the paper of Northport"),
        ("https://herald.example/world", "World news from our own reporters"),
        ("https://herald.example/world/asia", "Asia"),
        ("https://herald.example/tag/harbours-of-the-far-north", "All about harbours of the north"),
        ("https://herald.example/author/ada-brook-of-the-north", "Ada Brook, harbour reporter"),
        ("https://herald.example/privacy", "How we use what we know about you"),
        ("https://herald.example/images/harbour-of-the-north-1.jpg", HEADLINE),
        ("https://herald.example/world/index.html", "World news from our own reporters"),
        ("https://herald.example/news/local/page/2", "Older articles of this section"),
    ],
)
def test_sections_lists_and_the_site_s_own_affairs_are_none(address: str, text: str) -> None:
    assert not looks_like_article(address, text)


def test_a_section_page_gives_each_article_once_with_its_longest_text() -> None:
    page = f"""<base href="/world/"><a href="harbour-reopens-after-the-storm"><img></a>
    <h2><a href="{HARBOUR}#comments">{HEADLINE}</a></h2><a href="{HARBOUR}?utm_medium=x">More</a>
    <a href="mailto:desk@herald.example">Write to the desk of the Herald</a>
    <a href="https://other.example/world/a-day-at-the-harbour">A day at the harbour elsewhere</a>
    <a>no address</a>"""
    listing = read_listing(page.encode(), SECTION, HERALD)
    assert listing.kind == "page"
    assert listing.articles == (Discovered(HARBOUR, title=HEADLINE),)


def test_patterns_of_the_profile_overrule_the_guess() -> None:
    profile = SourceProfile(
        name="herald", domains=("herald.example",), article_urls=(r"^/w/\d+$",), ignore_urls=("/9",)
    )
    page = f'<a href="/w/1">1</a><a href="/w/9">2</a><a href="{HARBOUR}">{HEADLINE}</a>'
    listing = read_listing(page.encode(), SECTION, profile)
    assert [one.url for one in listing.articles] == ["https://herald.example/w/1"]


def test_a_page_advertises_its_feeds() -> None:
    page = """<html><head><link rel="alternate" type="application/rss+xml" href="/rss" title="All">
    <link rel="alternate" type="application/atom+xml" href="https://feeds.herald.example/a">
    <link rel="alternate" type="application/rss+xml" href="/comments/feed">
    <link rel="alternate" hreflang="fr" href="/fr"></head><body>Nothing.</body></html>"""
    feeds = read_listing(page.encode(), SECTION, HERALD).listings
    assert feeds == (
        Discovered("https://herald.example/rss", title="All"),
        Discovered("https://feeds.herald.example/a"),
    )


def test_the_type_of_a_feed_may_have_parameters_and_capitals() -> None:
    page = '<link rel="ALTERNATE" type="Application/Atom+XML; charset=utf-8" href="/atom"><p>Hi.'
    feeds = read_listing(page.encode(), SECTION, HERALD).listings
    assert feeds == (Discovered("https://herald.example/atom"),)


def test_without_domains_the_page_s_own_site_counts() -> None:
    page = (
        f'<a href="{HARBOUR}">{HEADLINE}</a><a href="https://b.example/{HEADLINE}">{HEADLINE}</a>'
    )
    listing = read_listing(page.encode(), SECTION, SourceProfile(name=""))
    assert [one.url for one in listing.articles] == [HARBOUR]


@pytest.mark.parametrize(
    ("path", "days"),
    [
        ("/2024/10/17/harbour", (date(2024, 10, 17), date(2024, 10, 17))),
        ("/news/20241017/c1.html", (date(2024, 10, 17), date(2024, 10, 17))),
        ("/2024-10-17-harbour", (date(2024, 10, 17), date(2024, 10, 17))),
        ("/sitemap-2024-12.xml", (date(2024, 12, 1), date(2024, 12, 31))),
        ("/archive/2024/02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("/2024/13/17/harbour", None),
        ("/story/4711023", None),
        ("/the-year-2024", None),
    ],
)
def test_dated_addresses_tell_their_days(path: str, days: tuple[date, date] | None) -> None:
    assert url_days(f"https://herald.example{path}") == days


def section(inner: str) -> list[str]:
    body = f"<html><body><main>{inner}</main></body></html>".encode()
    return [one.url for one in read_listing(body, SECTION, HERALD).articles]


def test_a_card_that_its_page_s_script_makes_a_link_is_one() -> None:
    card = f'<div class="card" data-href="/world/harbour-reopens-after-the-storm">{HEADLINE}</div>'
    assert section(card) == [HARBOUR]


@pytest.mark.parametrize(
    "element",
    [
        {"@type": "ListItem", "position": 1, "url": HARBOUR},
        {"@type": "ListItem", "position": 1, "name": HEADLINE, "item": HARBOUR},
        {"@type": "ListItem", "item": {"@type": "NewsArticle", "@id": HARBOUR, "name": HEADLINE}},
        {"@type": "NewsArticle", "url": "harbour-reopens-after-the-storm", "name": HEADLINE},
    ],
)
def test_a_list_that_only_the_page_s_data_hold_is_read(element: dict[str, object]) -> None:
    of_others = {"@type": "ListItem", "url": "https://tribune.example/world/swans-return-to-lane"}
    data = {"@type": "ItemList", "itemListElement": [element, of_others]}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert section(f'<base href="/world/">{script}') == [HARBOUR]


def test_the_way_to_a_section_is_no_list_of_articles() -> None:
    crumbs = [{"@type": "ListItem", "item": HARBOUR, "name": HEADLINE}]
    data = {"@type": "BreadcrumbList", "itemListElement": crumbs}
    assert section(f'<script type="application/ld+json">{json.dumps(data)}</script>') == []


def test_a_feed_that_is_linked_in_the_text_of_a_page_is_advertised() -> None:
    link = '<a rel="alternate" type="application/rss+xml" href="index.xml"><i></i></a>'
    listing = read_listing(f"<html><body>{link}</body></html>".encode(), f"{SECTION}/", HERALD)
    assert [one.url for one in listing.listings] == [f"{SECTION}/index.xml"]
