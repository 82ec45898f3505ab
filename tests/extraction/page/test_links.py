"""Addresses: the canonical one, without what tracks its readers."""

import pytest

from crawler.extraction.article import extract_article
from crawler.extraction.page.address_form import normal_url
from crawler.profiles.profile import GENERIC

STORY = "https://www.herald.example/local/night-bus"
CACHE = "https://www-herald-example.cdn.ampproject.org/c/s"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://herald.example/a?utm_source=x&page=2#top", "https://herald.example/a?page=2"),
        ("https://Herald.example", "https://herald.example/"),
        ("https://herald.example/سوق", "https://herald.example/%D8%B3%D9%88%D9%82"),
        ("https://herald.example/%D8%B3", "https://herald.example/%D8%B3"),
        ("https://herald.example/a_(b)?q=é", "https://herald.example/a_(b)?q=%C3%A9"),
        ("https://a.example/b?xtref=forum.example&id=5", "https://a.example/b?id=5"),
        ("https://a.example/b?utm_source=x&id=5&fbclid=y#top", "https://a.example/b?id=5"),
        ("https://a.example/b?utm=1&page=2", "https://a.example/b?utm=1&page=2"),
        ("https://a.example/b?q=a%20b&empty=", "https://a.example/b?q=a%20b&empty="),
        ("https://[::1/a?utm_source=x", "https://[::1/a?utm_source=x"),  # no address
    ],
)
def test_cleaned_address_is_as_the_network_has_it(url: str, expected: str) -> None:
    assert normal_url(url) == expected


ONE = "https://xn--bcher-kva.example/a/%C3%A9t%C3%A9?q=%C3%A9"


@pytest.mark.parametrize(
    "url",
    [
        "https://bücher.example/a/été?q=é",
        "https://BÜCHER.example/a/%c3%a9t%c3%a9?q=%c3%a9",
        "HTTPS://XN--bcher-KVA.example:443/a/%C3%A9t%C3%A9?q=%C3%A9",
        "https://bücher.example.:/a/%C3%A9t%C3%A9?&q=%C3%A9&",
        "https://bücher.example/b/../a/./%C3%A9%74%C3%A9?%71=%C3%A9#top",
        "https://bücher.example/../%61/b/%2e%2e/%C3%A9t%C3%A9?q=%C3%A9&utm_medium=x",
    ],
)
def test_an_address_has_one_form(url: str) -> None:
    assert normal_url(url) == ONE
    assert normal_url(ONE) == ONE


@pytest.mark.parametrize(
    "url",
    [
        "http://herald.example:443/a",
        "https://herald.example:8443/a",
        "https://herald.example/a%2Fb",  # one step, not two
        "https://herald.example/a//b",
        "https://herald.example/a/",
        "https://herald.example/A",
        "https://herald.example/a/.well-known",
        "https://straße.example/a",
    ],
)
def test_addresses_that_may_be_of_different_pages_stay_different(url: str) -> None:
    others = ("https://herald.example/a", "https://herald.example/a/b", "https://strasse.example/a")
    assert normal_url(url) not in others


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("ref=4711", "ref=4711"),
        ("share=20241003", "share=20241003"),
        ("cmp=art-90210&utm_term=x", "cmp=art-90210"),
        ("partner=wire&feature=share&ref=home", ""),
        ("ref=rss&id=7", "id=7"),
        ("itm_source=a&ysclid=b&gad_source=1&mc_tc=c&_openstat=d&__hssc=e&campaign_name=f", ""),
    ],
)
def test_a_parameter_that_may_be_the_articles_number_stays(query: str, kept: str) -> None:
    assert normal_url(f"{STORY}?{query}") == (f"{STORY}?{kept}" if kept else STORY)


@pytest.mark.parametrize(
    "visit",
    [
        "?PHPSESSID=0123456789abcdef0123456789abcdef",
        "?phpsessid=0&utm_source=x",
        "?ASPSESSIONIDQADRBSAC=LJKHGFDSA",
        "?CFID=41&CFTOKEN=81023",
        ";jsessionid=0A1B2C3D.node1",
        ";jsessionid=0A1B2C3D?jsessionid=0A1B2C3D",
    ],
)
def test_the_number_of_a_visit_is_no_part_of_an_address(visit: str) -> None:
    """Else each look at a page would give another article."""
    assert normal_url(STORY + visit) == STORY
    assert normal_url(f"{STORY};edition=2") == f"{STORY};edition=2"


def test_the_only_parameter_that_tells_articles_apart_stays() -> None:
    assert normal_url("https://herald.example/story.php?ref=night-bus").endswith("?ref=night-bus")
    assert normal_url("https://herald.example/article?share=night-bus").endswith("?share=night-bus")
    assert normal_url("https://herald.example/story.php?id=7&ref=rss").endswith("?id=7")


def test_article_tells_the_older_form_of_its_address_where_it_differs() -> None:
    html = "<html><body><h1>Night bus</h1><p>It came at last.</p></body></html>"
    for url, older in (
        ("https://Herald.example:443/%c3%a9/./b", "https://herald.example:443/%c3%a9/./b"),
        (f"{STORY}?ysclid=x", f"{STORY}?ysclid=x"),
        (f"{STORY}?ref=4711", None),  # the older form may be of several articles
        (f"{STORY}?utm_source=x", None),
    ):
        assert extract_article(html, url, GENERIC).older_url == older


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{STORY}/amp", STORY),
        ("https://amp.herald.example/local/night-bus", STORY),
        (f"{STORY}?print=1", STORY),
        (f"{CACHE}/www.herald.example/local/night-bus/amp", STORY),
        (f"{CACHE}/mirror.example/night-bus", f"{CACHE}/mirror.example/night-bus"),
        ("https://mirror.example/night-bus", "https://mirror.example/night-bus"),
    ],
)
def test_a_version_of_a_page_has_the_address_of_the_main_one(url: str, expected: str) -> None:
    html = f"""<html><head><link rel="canonical" href="{STORY}">
        <link rel="amphtml" href="{STORY}/amp"></head><body><h1>Night bus</h1>"""
    assert extract_article(html, url, GENERIC).canonical_url == expected


def test_an_amp_page_is_never_preferred() -> None:
    html = f"<html><head><link rel='amphtml' href='{STORY}/amp'></head><body><h1>Night bus</h1>"
    assert extract_article(html, STORY, GENERIC).canonical_url == STORY
