"""Which addresses are a source's articles, and in which form they are kept."""

from datetime import date
from unicodedata import category

import pytest

from crawler.discovery.article_addresses import (
    UNSEEN,
    absolute_url,
    belongs,
    is_article_url,
    is_house_page,
    listed_url,
    looks_like_article,
    matches,
    url_days,
)
from crawler.profiles.profile import SourceProfile

HERALD = SourceProfile(name="herald", domains=("herald.example",))
SECTION = "https://herald.example/world/"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/a", "https://herald.example/a"),
        ("b?c=1", "https://herald.example/world/b?c=1"),
        ("//other.example/a", "https://other.example/a"),
        (" https://herald.example/a ", "https://herald.example/a"),
        ("/har\n\tbour\r", "https://herald.example/harbour"),  # as browsers read it
        ("HTTPS://Herald.Example/A", "https://herald.example/A"),
        ("http://herald.example:8080/a", "http://herald.example:8080/a"),
        ("https://ada:secret@herald.example/a@b", "https://herald.example/a@b"),
        ("//ada@herald.example:8080/a", "https://herald.example:8080/a"),
        ("http://herald.example/a\tb c", "http://herald.example/ab%20c"),
        ("mailto:desk@herald.example", None),
        ("ftp://herald.example/a", None),
        ("http:///a", None),
        ("http://herald.example:0/a", None),
        ("http://herald.example:port/a", None),
        ("http://[::1/a", None),
        ("http://[::1]@herald.example/a", None),
    ],
)
def test_a_link_leads_to_one_address_or_none(link: str, url: str | None) -> None:
    assert absolute_url(SECTION, link) == url


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://herald.example/a", "https://herald.example/a"),
        ("\ufeff\u200b https://herald.example/a\u00a0", "https://herald.example/a"),
        ("https://herald.example/\n    harbour", "https://herald.example/harbour"),
        ("/a?b=1&amp;amp;c=2", "https://herald.example/a?b=1&c=2"),
        ("/a?b=1&#38;c=2", "https://herald.example/a?b=1&c=2"),
        ("www.herald.example/a", "https://www.herald.example/a"),
        ("/a b", "https://herald.example/a%20b"),
        ("/10\u2070", "https://herald.example/10%E2%81%B0"),  # beside what is not seen
        ("/~", "https://herald.example/~"),
        ("", None),
        ("\u200b", None),
    ],
)
def test_a_listing_names_one_address_or_none(text: str, url: str | None) -> None:
    assert listed_url(SECTION, text) == url


def test_what_is_cut_from_an_address_is_what_nobody_sees() -> None:
    """Controls, formats, separators, and places that Unicode keeps free among them."""
    assert {category(char) for char in UNSEEN} == {"Cc", "Cf", "Cn", "Zl", "Zp", "Zs"}
    spaces = {char for char in map(chr, range(0x10000)) if category(char) in ("Zl", "Zp", "Zs")}
    assert spaces <= set(UNSEEN)
    assert {"\u200b", "\u200f", "\u202e", "\u2060", "\u206f"} <= set(UNSEEN)


@pytest.mark.parametrize(
    ("pattern", "is_found"),
    [(r"^/read\?id=\d+$", True), (r"^/read$", False), ("herald", False), ("^/read", True)],
)
def test_a_pattern_is_of_path_and_query(pattern: str, is_found: bool) -> None:
    assert matches("https://herald.example/read?id=7#top", [pattern]) is is_found


def test_one_of_several_patterns_is_enough() -> None:
    assert matches("https://herald.example/b", ["^/a", "^/b"])
    assert not matches("https://herald.example/c", ["^/a", "^/b"])
    assert not matches("https://herald.example/c", [])


@pytest.mark.parametrize(
    ("url", "is_ours"),
    [
        ("https://www.herald.example/a", True),
        ("https://other.example/a", False),
        ("https://notherald.example/a", False),
    ],
)
def test_an_address_belongs_to_the_source_of_its_domain(url: str, is_ours: bool) -> None:
    assert belongs(url, HERALD, "https://other.example/") is is_ours
    assert belongs(url, SourceProfile(name=""), "https://herald.example/") is is_ours


def test_what_a_profile_ignores_is_none_of_its_articles() -> None:
    profile = SourceProfile(name="herald", article_urls=("^/a",), ignore_urls=("^/a/video",))
    found = [
        is_article_url(f"https://herald.example{path}", profile)
        for path in ("/a/1", "/a/video/1", "/b/the-harbour-of-northport-reopens")
    ]
    assert found == [True, False, False]


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("", True),
        ("/", True),
        ("/tag/harbour", True),
        ("/world/search/harbour", True),
        ("/world/harbour/login", True),
        ("/World/Asia/TAGS/", True),
        ("/%74ag/harbour", True),
        ("/world/tag/harbour/reopens", False),  # too far within
        ("/world", False),
        ("/tagged", False),
    ],
)
def test_lists_forms_and_the_sites_own_affairs_are_known_by_their_steps(
    path: str, is_one: bool
) -> None:
    assert is_house_page(f"https://herald.example{path}") is is_one


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("/harbour-of-northport-reopens", True),  # four words
        ("/harbour-northport-reopens", False),
        ("/harbour-of-northport-reopens.html", True),
        ("/harbour-northport-reopens.html", False),  # the ending is no word
        ("/h/12345", True),
        ("/h/1234", False),
        ("/h?id=12345", True),
        ("/v1.23456/h", False),  # a version
        ("/index.php?id=12345", True),
        ("/index.php?id=1234", False),
        ("/?p=12345", True),
        ("/2024/10/17/harbour", True),
        ("/2024/10/harbour", False),  # of a month: it may be a section
        ("/2024/10/17/index.html", False),  # the day's list
        ("/", False),
        ("/tag/12345", False),
        ("/harbour-of-northport-reopens.PDF", False),
    ],
)
def test_an_address_without_a_text_is_an_articles_by_its_shape(path: str, is_one: bool) -> None:
    assert looks_like_article(f"https://herald.example{path}") is is_one


LONG = "Harbour reopens at noon."  # 24 characters
DATED = "/2024/10/17/harbour"
SLUG = "/harbour-of-northport-reopens"


@pytest.mark.parametrize(
    ("path", "text", "is_one"),
    [
        (SLUG, LONG, True),
        (SLUG, LONG[:-1], False),
        (DATED, LONG, True),
        ("/2024-10-17/harbour", LONG, True),
        (DATED, LONG[:-1], False),
        ("/a/b/c", LONG, True),
        ("/a/b", LONG, False),
        ("/a/b/c", LONG[:-1], False),
        ("/a/12345", LONG, True),
        (f"/2024/10/17{SLUG}", "More", True),
        ("/2024/10/17/12345", "More", True),
        ("/12345", "More", False),
        (SLUG, "暴风雨后港口重开", True),  # 8 characters
        (SLUG, "暴风雨后港口开", False),
        (SLUG, "កំពង់ផែបើក", True),
        (SLUG, "항구다시열다오늘", True),
    ],
)
def test_the_text_of_a_link_says_whether_it_is_a_headline(
    path: str, text: str, is_one: bool
) -> None:
    assert looks_like_article(f"https://herald.example{path}", text) is is_one


@pytest.mark.parametrize(
    ("path", "days"),
    [
        ("/1999/12/31/a", (date(1999, 12, 31), date(1999, 12, 31))),
        ("/2024/01/a", (date(2024, 1, 1), date(2024, 1, 31))),
        ("/2024/12/a", (date(2024, 12, 1), date(2024, 12, 31))),
        ("/2023/02/a", (date(2023, 2, 1), date(2023, 2, 28))),
        ("/2024/02/30/a", None),
        ("/1824/10/17/a", None),
        ("/120241017", None),
        ("/?day=2024-10-17", None),  # a query may be of a calendar
        ("/", None),
    ],
)
def test_an_address_stands_for_a_day_or_a_month(path: str, days: tuple[date, date] | None) -> None:
    assert url_days(f"https://herald.example{path}") == days
