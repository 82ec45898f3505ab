"""Where an article goes on, and where it began."""

import pytest

from crawler.extraction.article import extract_article
from crawler.profiles.profile import GENERIC

HOST = "https://herald.example"
STORY = f"{HOST}/2024/port-of-westhaven-reopens"
TEXT = "".join(
    f"<p>The port of Westhaven opened again on {day}, nine days after a storm tore its quay away, "
    f"and the harbour master counted {n} boats at the new pontoon before noon.</p>"
    for n, day in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday"), 3)
)
OTHERS = "".join(
    f"<div class='otz'><b>Visitor {n}</b> <i>1{n}.10.2024 0{n}:15</i><div>I was there and saw it, "
    "as did my family, thanks :) <a href='#reply'>Reply</a> <a href='#up'>Like</a></div></div>"
    for n in range(9)
)


def page(pager: str, head: str = "", text: str = TEXT) -> str:
    return f"""<html><head><title>Harbour reopens | The Herald</title>{head}
        <meta property="og:type" content="article"></head><body><article>
        <h1>Harbour of Westhaven reopens after the storm</h1>{text}</article>
        {pager}</body></html>"""


def next_page(html: str, url: str = STORY) -> str | None:
    return extract_article(html, url, GENERIC).next_page


def whole_page(html: str) -> str | None:
    return extract_article(html, STORY, GENERIC).whole_page


def first_page(html: str, url: str) -> str | None:
    return extract_article(html, url, GENERIC).first_page


def pager(*links: str) -> str:
    """A pager of `label address`, the address the last word."""
    parts = (link.rpartition(" ") for link in links)
    return (
        "<div class='pagination'>"
        + "".join(f"<a href='{u}'>{t}</a>" for t, _, u in parts)
        + "</div>"
    )


@pytest.mark.parametrize(
    ("url", "html", "expected"),
    [
        (STORY, page("", "<link rel='next' href='?page=2'>"), f"{STORY}?page=2"),
        (STORY, page("", f"<link rel='next' href='{STORY}/2/'>"), f"{STORY}/2/"),
        (
            f"{STORY}.html",
            page("", "<link rel='next' href='port-of-westhaven-reopens-2.html'>"),
            f"{STORY}-2.html",
        ),
        (STORY, page("<a rel='next' href='?page=2'>more</a>"), f"{STORY}?page=2"),
        (STORY, page(pager(f"1 {STORY}", f"2 {STORY}/2", f"3 {STORY}/3")), f"{STORY}/2"),
        (STORY, page(pager("2 ?page=1", "3 ?page=2", "last » ?page=2")), f"{STORY}?page=1"),
        (STORY, page(pager("[2] ?p=2")), f"{STORY}?p=2"),
        (f"{STORY}.html", page(pager("2 port-of-westhaven-reopens,2.html")), f"{STORY},2.html"),
        (f"{STORY}.html", page(pager("2 port-of-westhaven-reopens_2.html")), f"{STORY}_2.html"),
        (f"{STORY}?x=1", page(pager("2 ?x=1&page=2")), f"{STORY}?x=1&page=2"),
        (
            f"{HOST}/story.php?id=4711",
            page(pager("2 ?id=4711&p=2")),
            f"{HOST}/story.php?id=4711&p=2",
        ),
        # words
        (STORY, page(pager("Next page ?page=2")), f"{STORY}?page=2"),
        (STORY, page(pager(f"Nächste Seite: Die Reparatur {STORY}/seite-2")), f"{STORY}/seite-2"),
        (STORY, page(pager("Page suivante ?page=2")), f"{STORY}?page=2"),
        (STORY, page(pager("Siguiente » ?pagina=2")), f"{STORY}?pagina=2"),
        (STORY, page(pager("次へ ?page=2")), f"{STORY}?page=2"),
        (STORY, page(pager("下一页 ?page=2")), f"{STORY}?page=2"),
        (STORY, page(pager("Далее ?page=2")), f"{STORY}?page=2"),
        (STORY, page(pager("التالي ?page=2")), f"{STORY}?page=2"),
        (STORY, page(pager("› ?page=2")), f"{STORY}?page=2"),
        (
            STORY,
            page("<nav><a href='?page=2' aria-label='Next page'><svg></svg></a></nav>"),
            f"{STORY}?page=2",
        ),
        # words that call it a page, of an address that says nothing but a number
        (
            f"{HOST}/magazine/dogs-1.html",
            page("<p><a href='dogs-2.html'>Continue reading on the next page »</a></p>"),
            f"{HOST}/magazine/dogs-2.html",
        ),
        (
            f"{HOST}/magazin/hunde_3",
            page(pager("Vorige Seite hunde_2", "Nächste Seite hunde_4")),
            f"{HOST}/magazin/hunde_4",
        ),
        # above the text
        (STORY, page("", text=pager("2 ?page=2") + TEXT), f"{STORY}?page=2"),
        # a later page
        (f"{STORY}?page=2", page(pager(f"1 {STORY}", "3 ?page=3")), f"{STORY}?page=3"),
        (f"{STORY}/2", page(pager(f"1 {STORY}", f"3 {STORY}/3")), f"{STORY}/3"),
        (
            f"{STORY}-n1.html",
            page(
                pager("1 port-of-westhaven-reopens-n1.html", "2 port-of-westhaven-reopens-n2.html")
            ),
            f"{STORY}-n2.html",
        ),
    ],
)
def test_an_article_goes_on_at_its_next_page(url: str, html: str, expected: str) -> None:
    assert next_page(html, url) == expected


@pytest.mark.parametrize(
    ("url", "html"),
    [
        # the next article
        (STORY, page("", f"<link rel='next' href='{HOST}/2024/ferry-sails'>")),
        (STORY, page(f"<a rel='next' href='{HOST}/2024/ferry-sails'>Ferry sails again</a>")),
        (
            STORY,
            page(f"<a rel='next' href='{HOST}/2024/port-of-westhaven-reopens-fully'>Next →</a>"),
        ),
        (f"{HOST}/weekly-quiz/", page("", f"<link rel='next' href='{HOST}/weekly-quiz-2/'>")),
        (
            f"{HOST}/news/12",
            page("<a rel='prev' href='/news/11'>‹</a> <a rel='next' href='/news/13'>›</a>"),
        ),
        (
            f"{HOST}/the-long-report-part-2",
            page(pager("Next the-long-report-part-3", "Previous the-long-report-part-1")),
        ),
        (f"{HOST}/quiz-1", page(pager("Next quiz-2"))),
        (f"{HOST}/story-part-1", page(pager("Next page story-part-2"))),
        # another site
        (
            STORY,
            page(
                "",
                "<link rel='next' href='https://mirror.example/2024/port-of-westhaven-reopens/2'>",
            ),
        ),
        (
            STORY,
            page(
                "<a rel='next' href='https://mirror.example/story/2'>2</a>",
                "<link rel='canonical' href='https://mirror.example/story'>",
            ),
        ),
        # comments
        (STORY, page(f"<div id='comments'>{OTHERS}{pager('2 ?page=2')}</div>")),
        (STORY, page(f"<div class='comment-list'>{pager('2 ?page=2')}</div>")),
        (STORY, page(pager(f"2 {STORY}/comment-page-2#comments"))),
        (STORY, page(pager("2 ?page=2#comments"))),
        (STORY, page(f"<div class='otz'>{pager('2 ?p=2')}{OTHERS}</div>")),
        (STORY, page(f"<div>{OTHERS}</div>{pager('2 ?p=2')}")),
        # a list below the article
        (
            STORY,
            page(f"<section class='latest-news'>{pager('2 ?page=2', 'Next ?page=2')}</section>"),
        ),
        (STORY, page(f"<aside>{pager('2 ?page=2')}</aside>")),
        # back, far, or here
        (STORY, page(pager("‹ ?page=2"))),
        (STORY, page(pager("3 ?page=3"))),
        (STORY, page(pager("1 ?page=1"))),
        (STORY, page(pager("2 #2", "Next #next"))),
        (STORY, page(pager("View all ?page=all"))),  # a pager has to say that there is more
        # numbers that are no page's
        (STORY, page(pager("2 ?date=2", "2 ?id=2"))),
        (STORY, page(pager("12 ?page=2"))),
        # a list of articles, a live blog
        (f"{HOST}/", f"<html><h1>The Herald</h1>{TEXT}" + pager("2 ?page=2")),
        (
            f"{HOST}/tag/harbour",
            "<html><h1>Harbour</h1>"
            + "<h3><a href='/a'>Some story of the day</a></h3>" * 12
            + pager("2 ?page=2"),
        ),
        (
            STORY,
            page(
                pager("2 ?page=2"),
                '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>',
            ),
        ),
        (STORY, page(pager("2 http://[2"))),
    ],
)
def test_what_is_no_page_of_the_article_is_not_followed(url: str, html: str) -> None:
    assert next_page(html, url) is None


@pytest.mark.parametrize(
    ("url", "html", "expected"),
    [
        (f"{STORY}?page=2", page("", f"<link rel='canonical' href='{STORY}'>"), STORY),
        (f"{STORY}/seite-2", page("", f"<link rel='canonical' href='{STORY}'>"), STORY),
        (f"{STORY}/2", page(pager(f"1 {STORY}", f"3 {STORY}/3")), STORY),
        (f"{STORY}/3", page("", f"<link rel='prev' href='{STORY}/2'>"), f"{STORY}/2"),
        (f"{STORY}-2.html", page(pager("Zurück port-of-westhaven-reopens.html")), f"{STORY}.html"),
        (f"{STORY}?page=1", page(pager(f"1 {STORY}", "3 ?page=2")), STORY),
    ],
)
def test_a_later_page_names_the_first(url: str, html: str, expected: str) -> None:
    assert first_page(html, url) == expected


@pytest.mark.parametrize(
    ("url", "html"),
    [
        (STORY, page(pager("1 ?page=1", "2 ?page=2"), f"<link rel='canonical' href='{STORY}'>")),
        (f"{STORY}?page=1", page(pager("1 ?page=1", "2 ?page=2"))),
        (f"{STORY}-2", page("")),
        (f"{STORY}-2", page("", f"<link rel='prev' href='{HOST}/2024/ferry-sails'>")),
        (
            f"{HOST}/news/12",
            page(
                "<a rel='prev' href='/news/11'>‹</a>",
                f"<link rel='canonical' href='{HOST}/news/12'>",
            ),
        ),
        (f"{HOST}/the-long-report-part-2", page(pager("Previous the-long-report-part-1"))),
        (f"{HOST}/2024/12", page(pager("‹ /2024/11"))),
        (f"{STORY}?page=all", page(pager("1 ?page=1"), f"<link rel='canonical' href='{STORY}'>")),
    ],
)
def test_an_article_of_its_own_is_no_later_page(url: str, html: str) -> None:
    assert first_page(html, url) is None


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (page(pager("2 ?page=2", "View all ?page=all")), f"{STORY}?page=all"),
        (
            page(pager(f"2 {STORY}/seite-2", f"Auf einer Seite {STORY}/komplettansicht")),
            f"{STORY}/komplettansicht",
        ),
        (page(pager("2 ?page=2", f"All stories {HOST}/all")), None),
        (page(pager("View all ?page=all")), None),  # nothing says that there is more
    ],
)
def test_a_page_of_all_pages_is_found(html: str, expected: str | None) -> None:
    assert whole_page(html) == expected
