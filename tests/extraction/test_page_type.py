"""What is an article, and what a site serves in an article's place."""

import pytest

from crawler.extraction.article import extract_article
from crawler.extraction.classifier.prose import prose_of
from crawler.extraction.fields.headline import headline_candidates
from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.evidence import best
from crawler.extraction.page.page import read_page
from crawler.extraction.page_type import is_stated, page_type_candidates
from crawler.extraction.signs import Findings
from crawler.items import PageType
from crawler.profiles.profile import GENERIC, SourceProfile

URL = "https://herald.example/world/harbour-reopens"
LONG, SHORT = 2000, 100
ARTICLE = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "H"}</script>'
LINKS = '<h3><a href="/a">Another story of the day</a></h3>' * 12
LINE = "The harbour of Northport reopened on Sunday, nine days after the storm. "
TITLE = "The harbour of Northport reopens"
PROSE = "".join(
    f"<p>{LINE} Ferry number {n} sailed at {n}:15 with sixty people.</p>" for n in range(9)
)


def page_type(
    html: str, length: int, url: str = URL, profile: SourceProfile = GENERIC
) -> PageType | None:
    page = read_page(html, url, profile)
    assert page is not None
    blocks = page_blocks(page.tree)
    found = Findings(
        page=page,
        judgements=(),
        text="x" * length,
        prose=prose_of(blocks, [True] * len(blocks)),
        headlines=headline_candidates(page),
        is_stated=is_stated(page),
    )
    return best(page_type_candidates(found))


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "Page not found – Herald",
        "Seite nicht gefunden",
        "Page introuvable",
        "Página no encontrada",
        "Página não encontrada",
        "Pagina non trovata",
        "Pagina niet gevonden",
        "Sidan hittades inte",
        "Siden blev ikke fundet",
        "Nie znaleziono strony",
        "Страница не найдена",
        "Sayfa bulunamadı",
        "ページが見つかりません",
        "页面不存在",
        "페이지를 찾을 수 없습니다",
        "الصفحة غير موجودة",
        "រកមិនឃើញទំព័រ",
    ],
)
def test_title_of_a_page_without_text_tells_that_it_is_gone(title: str) -> None:
    assert page_type(f"<title>{title}</title><p>x", SHORT) == "not_found"


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<title>Just a moment...</title>", "challenge"),
        (
            "<title>Herald</title><script src='/cdn-cgi/challenge-platform/x.js'></script>",
            "challenge",
        ),
        ("<title>503 Service Unavailable</title>", "error"),
        ("<title>Herald</title><h1>Oops, something went wrong</h1>", "error"),
        ("<title>Before you continue to the Herald</title>", "consent"),
        ("<title>Herald</title><p>Cookies of our partners: consent to tracking.", "consent"),
    ],
)
def test_walls_and_errors_are_no_articles(html: str, kind: PageType) -> None:
    assert page_type(html, SHORT) == kind


@pytest.mark.parametrize(
    "title", ["Error 404", "404 – Page not found | Herald", "Seite nicht gefunden"]
)
def test_error_page_full_of_teasers_is_an_error_page(title: str) -> None:
    head = '<meta property="og:site_name" content="Herald">'
    assert page_type(f"<head><title>{title}</title>{head}</head>{PROSE}", LONG) == "not_found"


@pytest.mark.parametrize(
    "text",
    [
        "The requested page was not found. It may have been moved or deleted.",
        "Sorry, the page that you are after no longer exists. Please try the search.",
        "Die angeforderte Seite existiert nicht mehr.",
        "La page demandée est introuvable.",
    ],
)
def test_page_that_says_so_in_a_sentence_is_not_found_whatever_its_title(text: str) -> None:
    html = f"<title>No Operation</title><h2>No Operation</h2><p>{text} {'Try the menu. ' * 30}</p>"
    assert page_type(html, LONG) == "not_found"
    assert page_type(f"<title>Herald</title><p>{text}</p>{PROSE * 9}", LONG) != "not_found"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://herald.example/", "section"),
        ("https://herald.example/world", "section"),
        ("https://herald.example/tag/ferries", "tag"),
        ("https://herald.example/author/ann-lee/", "author"),
        ("https://herald.example/search?q=ferry", "search"),
    ],
)
def test_lists_are_no_articles(url: str, kind: PageType) -> None:
    assert page_type(f"<title>Herald</title>{LINKS}", SHORT, url) == kind


@pytest.mark.parametrize("url", ["https://herald.example/", "https://herald.example/?page=2"])
def test_a_list_with_teasers_is_a_list(url: str) -> None:
    teaser = f'<h3><a href="/a">Another story of the day</a></h3><p>{LINE * 3}</p>'
    assert page_type(f"<title>Herald</title><div>{teaser * 12}</div>", LONG, url) == "section"


def test_section_of_the_profile_is_a_section() -> None:
    profile = SourceProfile(name="herald", sections=("https://herald.example/world",))
    assert page_type(PROSE, LONG, "https://herald.example/world/", profile) == "section"


@pytest.mark.parametrize(
    ("title", "html", "url"),
    [
        (TITLE, f"{PROSE}{LINKS}", URL),
        ("404 days without a ferry", PROSE, URL),
        ("Ship not found after storm", PROSE, URL),
        ("Oops: how the mayor lost a ferry", PROSE, URL),
        ("Cookies: a recipe", f"{ARTICLE}<p>Cookies want butter, and half an hour.", URL),
        (TITLE, f"{PROSE}{LINKS}", "https://herald.example/topic/harbours-of-the-north"),
        (TITLE, f'<meta property="og:type" content="article"><p>{LINE}</p>{LINKS}', URL),
        (TITLE, f"<div>{'<br>'.join([LINE] * 6)}</div>{LINKS}", URL),
        (TITLE, f"<table><tr><td>{LINE * 6}</td></tr></table>{LINKS}", URL),
        (TITLE, f"<div>{'。'.join(['北港口岸周日恢复通航'] * 16)}。</div>{LINKS}", URL),
        (TITLE, PROSE, "https://herald.example/?p=12"),
        (TITLE, f"<p>The harbour of Northport is open again, its master said.</p>{LINKS}", URL),
    ],
)
def test_articles_are_articles(title: str, html: str, url: str) -> None:
    date = "<time datetime=2024-05-03>3 May 2024</time>"
    page = f"<html><title>{title}</title><h1>{title}</h1>{date}{html}"
    assert extract_article(page, url, GENERIC).page_type == "article"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("LiveBlogPosting", "live_blog"),
        ("ImageGallery", "gallery"),
        ("VideoObject", "video"),
    ],
)
def test_kind_of_article_is_as_the_page_states_it(kind: str, expected: PageType) -> None:
    script = f'<script type="application/ld+json">{{"@type": "{kind}"}}</script>'
    assert page_type(f"{script}{PROSE}", LONG) == expected


def test_page_without_text_is_empty() -> None:
    assert page_type(ARTICLE, 0) == "empty"


VIDEO = '<script type="application/ld+json">{"@type": "VideoObject", "name": "The ferry"}</script>'


@pytest.mark.parametrize(
    ("length", "kind"), [(LONG, "video"), (SHORT, "video_only"), (0, "video_only")]
)
def test_a_video_is_an_article_if_it_has_a_text(length: int, kind: PageType) -> None:
    assert page_type(f"<html><h1>The ferry</h1>{VIDEO}", length) == kind


def test_an_article_with_a_video_is_an_article() -> None:
    text = "<p>The ferry sails again, its master said."
    page = f"<html><title>The ferry</title><h1>The ferry</h1>{ARTICLE}{VIDEO}{text}"
    assert extract_article(page, URL, GENERIC).page_type == "article"


@pytest.mark.parametrize(("published", "kind"), [("2025-05-10", "article"), ("", "error")])
def test_a_dated_brief_may_be_on_a_site_that_is_down(published: str, kind: PageType) -> None:
    title = "Le site des impôts en maintenance"
    data = f'<meta property="article:published_time" content="{published}">' if published else ""
    text = "<p>Le site des impôts d’Osmund sera en maintenance dans la nuit du 12 mai.</p>"
    html = f"<html><head><title>{title}</title>{data}</head><body><h1>{title}</h1>{text}</body>"
    assert extract_article(html, "https://pier.example/a/8812", GENERIC).page_type == kind


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (
            "The council set cookies on its site without asking for consent. It pays for that.",
            "article",
        ),
        (
            "We set cookies on your device to measure visits. Please give your consent to them.",
            "consent",
        ),
    ],
)
def test_a_brief_on_cookies_asks_nobody_for_consent(said: str, kind: PageType) -> None:
    title = "Council set cookies without consent"
    page = f"<html lang=en><title>{title}</title><h1>{title}</h1><time>2025-10-12</time><p>{said}"
    assert extract_article(page, "https://herald.example/n/48219", GENERIC).page_type == kind
