"""Structured data: broken forms mended, lists laid flat, references followed."""

import pytest

from crawler.extraction.page.page import Page, read_page
from crawler.profiles.profile import GENERIC

URL = "https://herald.example/world/harbour"


def read(html: str) -> Page:
    page = read_page(html, URL, GENERIC)
    assert page is not None
    return page


def headlines(script: str) -> list[object]:
    page = read(f"<script type='application/ld+json'>{script}</script>")
    return [candidate.value for candidate in page.stated("headline")]


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Harbour"}',
        '[{"@type": "NewsArticle", "headline": "Harbour"}]',
        '{"@graph": [{"@type": ["Thing", "NewsArticle"], "headline": "Harbour"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Harbour"}}',
        '{"@type": "http://schema.org/NewsArticle", "headline": "Harbour"}',
        '{"@type": "NewsArticle", "headline": "Harbour",}',
        '{"@type": "NewsArticle", "description": "two\nlines", "headline": "Harbour"}',
        '<!-- {"@type": "NewsArticle", "headline": "Harbour"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Harbour"}\n//]]>',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Harbour&quot;}",
        '{"@type": "NewsArticle", "headline": "Harbour"};',
        '{"@type": "NewsArticle", "headline": "Harbour", "author": {"name": "An',
    ],
)
def test_article_is_found_in_any_form(script: str) -> None:
    assert headlines(script) == ["Harbour"]


@pytest.mark.parametrize(
    "script", ["", "null", "7", "nonsense", "{", "[" * 100_000, '{"a":' * 9999]
)
def test_nonsense_says_nothing(script: str) -> None:
    assert headlines(script) == []


def test_two_objects_in_a_script_are_both_read() -> None:
    script = '{"@type": "WebSite", "name": "H"}{"@type": "NewsArticle", "headline": "Harbour"}'
    assert headlines(script) == ["Harbour"]


@pytest.mark.parametrize(("length", "found"), [(39_000, []), (1_000, ["Harbour"])])
def test_only_so_much_of_a_page_is_mended(length: int, found: list[str]) -> None:
    broken = '{"@type": "WebSite", "name": "' + "x" * length
    article = '{"@type": "NewsArticle", "headline": "Harbour", "author": {"name": "' + "A" * 1000
    page = read(
        "".join(f"<script type='application/ld+json'>{text}</script>" for text in (broken, article))
    )
    assert [candidate.value for candidate in page.stated("headline")] == found


def test_reference_is_followed() -> None:
    page = read(
        '<script type="application/ld+json">'
        '{"@graph": [{"@type": "Article", "author": {"@id": "#a"}},'
        '{"@id": "#a", "@type": "Person", "name": "Ann Lee"}]}</script>'
    )
    assert page.stated("author")[0].value["name"] == "Ann Lee"


def test_node_of_this_page_comes_before_another_storys() -> None:
    other = '{"@type": "NewsArticle", "headline": "Other", "url": "https://herald.example/b"}'
    own = f'{{"@type": "Article", "headline": "Own", "mainEntityOfPage": {{"@id": "{URL}#x"}}}}'
    assert headlines(f"[{other}, {own}]")[0] == "Own"


def test_microdata_is_read_like_json() -> None:
    page = read(
        "<div itemscope itemtype='https://schema.org/NewsArticle'>"
        "<h1 itemprop=headline>Harbour</h1>"
        "<p itemprop=author itemscope itemtype='https://schema.org/Person'>"
        "<b itemprop=name>Ann Lee</b>"
        "<meta itemprop=datePublished content=2024-10-05></div>"
    )
    assert page.stated("headline")[0].value == ["Harbour"]
    assert page.stated("author")[0].value == [
        {"@type": "Person", "name": ["Ann Lee"], "datePublished": ["2024-10-05"]}
    ]


def test_meta_elements_go_by_any_of_their_names() -> None:
    page = read("<meta property=og:title content=A><meta name=Author content='B &amp;amp; C'>")
    assert page.meta["og:title"] == ("A",)
    assert page.meta["author"] == ("B & C",)
