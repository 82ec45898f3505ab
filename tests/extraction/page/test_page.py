"""Reading a page: whatever its bytes are, the evidence of every field is heard in peace."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.extraction.classifier.prose import Prose
from crawler.extraction.dates.moments import modified_candidates, published_candidates
from crawler.extraction.fields.access import access_candidates
from crawler.extraction.fields.authors import authors_candidates
from crawler.extraction.fields.credit import credit_of_line
from crawler.extraction.fields.description import description_candidates
from crawler.extraction.fields.headline import headline_candidates
from crawler.extraction.fields.lead_image import lead_image_candidates
from crawler.extraction.fields.sections import keywords_candidates, section_candidates
from crawler.extraction.page.links import canonical_url_candidates
from crawler.extraction.page.page import Page, read_page
from crawler.extraction.page_type import page_type_candidates
from crawler.extraction.signs import Findings
from crawler.profiles.profile import GENERIC, SourceProfile

URL = "https://herald.example/world/harbour"
FIELDS: tuple[Callable[[Page], list[Any]], ...] = (
    access_candidates,
    authors_candidates,
    canonical_url_candidates,
    description_candidates,
    headline_candidates,
    keywords_candidates,
    lead_image_candidates,
    lambda page: modified_candidates(page, None),
    lambda page: page_type_candidates(Findings(page=page, judgements=(), text="", prose=Prose(0))),
    published_candidates,
    section_candidates,
)
WORDS = st.sampled_from(
    (
        *("<h1>", "</h1>", "<p>", "By ", "<time datetime=", "2024-99-99T99:99", "9" * 20, ">"),
        *("<meta property=og:title content=", "<meta name=author content='", "'>", "<title>"),
        *("<script type=application/ld+json>", "</script>", '{"@type":', '"NewsArticle"', "[", "]"),
        *(
            "{",
            "}",
            '"author":',
            '"datePublished":',
            '"image":',
            '"headline":',
            ",",
            "null",
            "1e999",
        ),
        *("<img src=", "<img srcset='a 1w, b 2e9w,", "http://[", "//", "data:", "\x00", "\ud800"),
        *("<link rel=canonical href=", "<base href=", "<div itemscope itemprop=author>", "｜", "é"),
        *(
            '"@id": "a"',
            '"@graph":',
            "<figure>",
            "<figcaption>",
            "١٢/٣/٢٠٢٤",
            "2024年13月99日",
            "\n",
        ),
    )
)
TIME_LEFT = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def all_candidates(
    html: bytes | str, url: str = URL, profile: SourceProfile = GENERIC
) -> list[Any]:
    page = read_page(html, url, profile)
    return [] if page is None else [c for field in FIELDS for c in field(page)]


@pytest.mark.slow
@TIME_LEFT
@given(st.lists(WORDS | st.text(max_size=5), max_size=40).map("".join))
def test_no_markup_raises(html: str) -> None:
    for candidate in all_candidates(html):
        assert candidate.origin


@TIME_LEFT
@given(st.binary(max_size=300), st.sampled_from((None, "utf-8", "utf-16", "hex", "", "\0", "x")))
def test_no_bytes_raise(html: bytes, charset: str | None) -> None:
    page = read_page(b"<title>Harbour</title>" + html, URL, GENERIC, charset)
    assert page is None or page.tree is not None
    assert all(candidate.origin for candidate in all_candidates(b"<h1>a</h1>" + html))


@TIME_LEFT
@given(st.text(max_size=200))
def test_no_line_raises(line: str) -> None:
    credit = credit_of_line(line)
    assert credit is None or credit in line


@pytest.mark.parametrize("html", ["", b"", " ", b"\n", "<!-- nothing -->", b"\xef\xbb\xbf"])
def test_nothing_is_no_page(html: bytes | str) -> None:
    assert read_page(html, URL, GENERIC) is None


@pytest.mark.parametrize(
    "url", ["https://herald.example", "http://[::1", "http://℀.example", "no url", ""]
)
def test_no_address_raises(url: str) -> None:
    assert all_candidates("<h1>Harbour</h1><a href='http://['>x</a><img src='//['>", url)


def test_tree_of_great_depth_is_read() -> None:
    page = read_page("<div>" * 100_000 + "<p>deep", URL, GENERIC)
    assert page is not None
    assert all_candidates("<title>Harbour</title>" + "<div>" * 100_000)


def test_links_count_from_the_base() -> None:
    page = read_page('<base href="/a/"><p>x', URL, GENERIC)
    assert page is not None
    assert page.absolute("b") == "https://herald.example/a/b"
    assert page.absolute("mailto:a@b") is None


def test_value_is_made_once_a_page() -> None:
    page = read_page("<p>x", URL, GENERIC)
    assert page is not None
    made: list[Page] = []

    def make(page: Page) -> int:
        made.append(page)
        return len(made)

    assert (page.once(make), page.once(make)) == (1, 1)


@pytest.mark.parametrize(
    "attribute",
    ["a{}=1 ", "a{} ", "a{}='>' ", 'a{}="<b>" ', 'a{}="it\'s >" ', "a{}='a \"b\" > ' "],
)
def test_of_a_tag_of_very_many_attributes_a_part_is_read_and_all_of_the_text(
    attribute: str,
) -> None:
    tag = "".join(map(attribute.format, range(2000)))
    html = f"<p>before</p><p lang=en {tag}>within</p><p class=x>behind</p>"
    page = read_page(html, URL, GENERIC)
    assert page is not None
    assert [p.text for p in page.tree.iter("p")] == ["before", "within", "behind"]
    _, long, short = page.tree.iter("p")
    assert 100 < len(long.attrib) <= 200
    assert dict(short.attrib) == {"class": "x"}


def test_a_page_of_many_values_that_hold_tags_is_read_whole() -> None:
    links = "".join(f'<a title="<b>{n}</b>" href=/{n}>{n}</a>' for n in range(300))
    page = read_page(f"<title>a</title>{links}", URL, GENERIC)
    assert page is not None
    found = [(link.get("title"), link.get("href"), link.text) for link in page.tree.iter("a")]
    assert found == [(f"<b>{n}</b>", f"/{n}", str(n)) for n in range(300)]
