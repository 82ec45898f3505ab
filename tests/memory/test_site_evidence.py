"""Which evidence of a field a site's pages put in doubt, and what becomes of it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from crawler.extraction.page.page import read_page
from crawler.memory.learning import learned
from crawler.memory.traces import PageTrace, page_trace
from crawler.profiles.site_model import SiteModel
from tests.support.site_pages import (
    SITE,
    USER,
    address,
    model_of,
    page_of,
    read_with,
    signed_traces,
    story,
)

MARCH = datetime(2026, 3, 1, 7, 30, tzinfo=timezone.utc)
WRITERS = ("Mara Lund", "Tom Astley", "Ines Karr", "Piet Holm")
SLOGAN = "All that the tide brings in, every morning"


def published(number: int) -> datetime:
    return MARCH + timedelta(days=3 * number, minutes=number)


def page(
    number: int,
    *,
    data: dict[str, object] | None = None,
    author: str = "",
    byline: str = "",
    above: str = "",
    printed: datetime | None = None,
    crumb: str = "",
) -> str:
    when = printed or published(number)
    html = page_of(
        story(number),
        number,
        author=author or WRITERS[number % 4],
        above=f'<p class="byline">By {byline or WRITERS[number % 4]}</p>'
        f'<time datetime="{when.isoformat()}">{when:%d %B %Y}</time>',
    )
    script = json.dumps({"@type": "NewsArticle", **(data or {})})
    html = html.replace("</head>", f'<script type="application/ld+json">{script}</script></head>')
    if crumb:
        above += f'<nav class="breadcrumb"><a href="/">Home</a> / <a href="/x">{crumb}</a></nav>'
    return html.replace("<main>", f"{above}<main>")


Make = Callable[[int], str]


def taught(make: Make, numbers: range = range(10)) -> SiteModel:
    model = learned(SITE.name, [trace(make, n) for n in numbers])
    assert model is not None
    return model


def trace(make: Make, number: int, fetched: datetime | None = None) -> PageTrace:
    read = read_page(make(number), address(number), SITE)
    assert read is not None
    when = fetched or published(number) + timedelta(days=40)
    made = page_trace(read, f"{when:%Y-%m-%dT%H:%M:%SZ}")
    assert made is not None
    return made


def doubts(model: SiteModel) -> dict[tuple[str, str], str]:
    return {key: entry.doubt for key, entry in model.evidence_by_key.items() if entry.doubt}


def by_user(number: int) -> str:
    return page(number, author=USER)


def test_the_one_who_enters_all_stories_is_not_their_author() -> None:
    extraction = read_with(taught(by_user), by_user(77), address(77))
    assert extraction.article.authors == (WRITERS[77 % 4],)
    assert read_with(None, by_user(77), address(77)).article.authors == (USER,)
    last = extraction.evidence["authors"][-1]
    assert last.origin == "meta author (site: repeated, against others on 10 of 10 pages)"


def test_a_page_without_other_evidence_reads_as_it_did() -> None:
    html = page_of(story(77), 77, author=USER)
    assert read_with(taught(by_user), html, address(77)).article.authors == (USER,)


@pytest.mark.parametrize("count", [1, 2])
def test_two_pages_prove_nothing(count: int) -> None:
    assert doubts(taught(by_user, range(count))) == {}


def test_a_paper_of_one_writer_has_that_writer() -> None:
    def make(number: int) -> str:
        return page(number, author=USER, byline=USER)

    assert doubts(taught(make)) == {}


def test_a_writer_of_most_stories_is_not_in_doubt() -> None:
    def make(number: int) -> str:
        name = USER if number % 5 < 3 else WRITERS[number % 4]
        return page(number, author=name, byline=name)

    assert doubts(taught(make)) == {}


def test_a_date_that_many_pages_repeat_gives_way_to_the_printed_one() -> None:
    def make(number: int) -> str:
        return page(number, data={"datePublished": "2025-06-01T04:00:00Z"})

    extraction = read_with(taught(make), make(77), address(77))
    assert extraction.article.date_published == published(77)


def test_an_imports_date_is_in_doubt_and_no_other() -> None:
    def make(number: int) -> str:
        when = "2025-06-01T04:00:00+00:00" if number % 2 else published(number).isoformat()
        return page(number, data={"datePublished": when}, printed=published(number))

    model = taught(make)
    values = {entry.values for entry in model.evidence if entry.doubt}
    assert values == {("2025-06-01T04:00:00+00:00",)}
    for number in (76, 77):
        article = read_with(model, make(number), address(number)).article
        assert article.date_published == published(number)


def test_stories_of_one_issue_share_a_date_truly() -> None:
    def make(number: int) -> str:
        return page(number, data={"datePublished": MARCH.isoformat()}, printed=MARCH)

    assert doubts(taught(make)) == {}


def test_the_hour_of_the_fetch_is_no_date() -> None:
    def make(number: int) -> str:
        fetched = published(number) + timedelta(days=40)
        return page(number, data={"datePublished": fetched.isoformat()})

    model = taught(make)
    assert doubts(model) == {("date_published", "JSON-LD NewsArticle datePublished"): "fetched"}
    assert read_with(model, make(77), address(77)).article.date_published == published(77)


def test_what_is_fetched_within_the_hour_is_not_in_doubt() -> None:
    def make(number: int) -> str:
        return page(number, data={"datePublished": published(number).isoformat()})

    traces = [trace(make, n, published(n) + timedelta(minutes=5)) for n in range(10)]
    assert doubts(model_of(traces)) == {}


def changed(number: int) -> str:
    when = (published(number) + timedelta(days=2 * (number % 3 == 0), hours=1)).isoformat()
    return page(number, data={"datePublished": when, "dateModified": when})


def test_a_date_that_is_always_the_changes_gives_way() -> None:
    model = taught(changed)
    assert doubts(model) == {("date_published", "JSON-LD NewsArticle datePublished"): "changed"}
    assert read_with(model, changed(75), address(75)).article.date_published == published(75)


def test_a_date_that_the_site_has_mended_is_trusted_again() -> None:
    def mended(number: int) -> str:
        when = published(number).isoformat()
        return page(number, data={"datePublished": when, "dateModified": when})

    traces = [trace(changed if n < 10 else mended, n) for n in range(40)]
    assert doubts(model_of(traces[:10]))
    assert doubts(model_of(traces)) == {}


def under_slogan(number: int) -> str:
    html = page(number, data={"headline": SLOGAN}, above=f"<h1>{SLOGAN}</h1>")
    at = html.index("<main><h1>")
    return html[:at] + html[at:].replace("<h1>", "<h2>", 1).replace("</h1>", "</h2>", 1)


def test_a_headline_that_all_pages_share_is_none() -> None:
    model = taught(under_slogan)
    assert read_with(None, under_slogan(77), address(77)).article.headline == SLOGAN
    extraction = read_with(model, under_slogan(77), address(77))
    assert extraction.article.headline == f"{extraction.article.headline.rpartition(' ')[0]} 77"
    assert SLOGAN in [candidate.value for candidate in extraction.evidence["headline"]]


def test_a_section_that_is_always_the_same_gives_way_to_the_breadcrumb() -> None:
    crumbs = ("Harbour", "Council", "Rowing", "Theatre")

    def make(number: int) -> str:
        return page(number, data={"articleSection": "Stories"}, crumb=crumbs[number % 4])

    assert read_with(None, make(77), address(77)).article.section == "Stories"
    assert read_with(taught(make), make(77), address(77)).article.section == "Council"


def test_a_section_of_many_stories_stays() -> None:
    def make(number: int) -> str:
        return page(number, data={"articleSection": "Sport" if number % 3 else "Council"})

    assert doubts(taught(make)) == {}


def test_a_persons_word_on_evidence_counts_and_is_not_unlearned() -> None:
    model = model_of(signed_traces())
    kept = tuple(replace(e, overrule="keep") if e.doubt else e for e in model.evidence)
    again = learned(SITE.name, signed_traces(), replace(model, evidence=kept))
    assert again is not None
    html = page_of(story(77), 77, author=USER, above='<p class="byline">By Mara Lund</p>')
    assert read_with(again, html, address(77)).article.authors == (USER,)


def test_evidence_that_a_person_drops_stands_behind_all_others() -> None:
    def make(number: int) -> str:
        return page(number, author=WRITERS[(number + 1) % 4])

    model = taught(make)
    dropped = tuple(
        replace(e, overrule="drop") if e.origin == "meta author" else e for e in model.evidence
    )
    read = read_with(replace(model, evidence=dropped), make(77), address(77))
    assert read.article.authors == (WRITERS[77 % 4],)
    assert read.evidence["authors"][-1].origin == "meta author (site: drop meta author)"


def test_the_order_of_the_pages_changes_nothing() -> None:
    traces = [trace(changed, n) for n in range(10)]
    assert model_of(traces) == model_of(traces[::-1])
