"""Where on its site an article stands."""

import pytest

from crawler.extraction.fields.sections import section_candidates
from crawler.extraction.page.evidence import best
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC


def section(body: str, url: str = "https://herald.example/x/1.html") -> str | None:
    page = read_page(f"<html><body>{body}<p>Text.</p></body></html>", url, GENERIC)
    assert page is not None
    return best(section_candidates(page))


@pytest.mark.parametrize(
    ("breadcrumb", "expected"),
    [
        ('<div class="news-breadcrumb"><a>News</a> &nbsp; / &nbsp; <a>Koreas</a></div>', "Koreas"),
        ('<nav aria-label="Breadcrumb"><a>Home</a> › <a>Town</a></nav>', "Town"),
        ('<div class="speedbar"><a>Home</a> » <a>Town</a></div>', "Town"),
        ('<div id="bread"><a>トップ</a> ＞ <a>地域</a> ＞ 記事</div>', "地域"),
        (
            '<div class="path">您当前的位置：<a>首页</a> &gt; <a>文化</a> &gt; 正文</div>',
            "文化",
        ),
        ('<p id="okruszki">Jesteś tutaj: <a>Start</a> &raquo; <a>Miasto</a></p>', "Miasto"),
    ],
)
def test_section_is_the_innermost_of_the_breadcrumb(breadcrumb: str, expected: str) -> None:
    assert section(breadcrumb) == expected


def test_word_for_article_in_the_url_is_no_section() -> None:
    assert section("", "https://gazeta.example/artykul/8812") is None


@pytest.mark.parametrize("name", ["Uncategorized", "Sin categoría", "Без рубрики", "未分類"])
def test_what_blog_software_calls_no_category_is_no_section(name: str) -> None:
    crumbs = f'<nav aria-label="Breadcrumb"><a>Home</a> › <a>Town</a> › <a>{name}</a></nav>'
    assert section(crumbs) == "Town"
