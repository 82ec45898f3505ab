"""The profiles that ship: the sites' addresses and layouts, of today and of the years before."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.discovery.article_addresses import is_article_url
from crawler.extraction.article import extract_article
from crawler.items import Article
from crawler.profiles.files import load_profiles
from crawler.profiles.profile import profile_for
from tests.support import ROOT

SOURCES = ROOT / "crawler" / "sources"
PROFILES = load_profiles([SOURCES])
STORY = "".join(
    f"<p>The {number} kites of the harbour school rose at noon, said Mira Dastan, who had sewn "
    "each of them from the sails of boats that no longer go out to sea.</p>"
    for number in ("first", "next", "last", "other")
)
OTHERS = "".join(
    f"<li><a href='/national/story-{day}'>Story {day}</a>"
    f"<p>Publication date 0{day} October 2017 | 19:10 ICT</p></li>"
    for day in (3, 4)
)
SIDEBAR = f"<div class='sidebar-stories'><h3>Latest stories</h3><ul>{OTHERS}</ul></div>"


def article(url: str, head: str, body: str) -> Article:
    html = f"<html lang=en><head>{head}</head><body>{body}</body></html>"
    return extract_article(html, url, profile_for(url, PROFILES))


def post(date_line: str, sidebar: str = SIDEBAR) -> Article:
    return article(
        "https://www.phnompenhpost.com/national/kites-rise",
        "<title>Kites rise over the harbour | Phnom Penh Post</title>",
        "<div class=single-article-header><h2>Kites rise over the harbour</h2>"
        f"<div class=article-author-wrapper><p>{date_line}</p></div></div>"
        f"<div itemprop=articleBody>{STORY}</div>{sidebar}",
    )


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Publication date 18 October 2024 | 9:05 ICT", (2024, 10, 18, 9, 5)),
        ("Publication date 08 October 2024 | 19:05 ICT", (2024, 10, 8, 19, 5)),
        ("8 October 2024 | 19:05 ICT", (2024, 10, 8, 19, 5)),
        ("Mon, January 29, 2018 | by Mira Dastan", (2018, 1, 29)),
    ],
)
def test_date_of_the_post_is_read_in_the_lines_of_all_years(
    line: str, published: tuple[int, ...]
) -> None:
    zone = ZoneInfo("Asia/Phnom_Penh")
    wanted = datetime(*published, tzinfo=zone) if len(published) > 3 else date(*published)
    assert post(line).date_published == wanted


@pytest.mark.parametrize("sidebar", [SIDEBAR, SIDEBAR.replace("div", "aside")])
def test_date_of_another_story_is_never_the_posts(sidebar: str) -> None:
    assert post("Reporter : Mira Dastan", sidebar).date_published is None


@pytest.mark.parametrize(
    ("path", "is_article"),
    [
        ("/national/kites-rise", True),
        ("/business/kites-rise/", True),
        ("/business/kites-rise/?utm=x", True),
        ("/national-politics/kites-rise", True),
        ("/national-kr-tribunal/kites-rise", True),
        ("/national-post-depth/kites-rise", True),
        ("/post-property/kites-rise/", True),
        ("/post-focus/kites-rise", True),
        ("/special-reports/kites-rise", True),
        ("/around-ngos/kites-rise", True),
        ("/siem-reap-insider/kites-rise", True),
        ("/national/page-turner-wins-prize", True),
        ("/national/", False),
        ("/national/page/2/", False),
        ("/national/page/2", False),
        ("/business/feed/", False),
        ("/national-politics/feed", False),
        ("/author/mira-dastan", False),
    ],
)
@pytest.mark.parametrize("site", ["https://www.phnompenhpost.com", "https://phnompenhpost.com"])
def test_articles_of_the_post_are_recognised_by_their_addresses(
    site: str, path: str, is_article: bool
) -> None:
    assert profile_for(site + path, PROFILES).name == "phnompenhpost"
    assert is_article_url(site + path, PROFILES["phnompenhpost"]) is is_article


@pytest.mark.parametrize(
    ("url", "is_article"),
    [
        ("https://www.presstv.ir/Detail/2025/10/05/756155/Kites-rise", True),
        ("https://www.presstv.tv/Detail/2021/03/07/646700/Kites-rise", True),
        ("http://www.presstv.ir/detail/2013/11/12/334416/kites-rise/", True),
        ("http://www.presstv.com/detail/2013/1/2/281400/kites-rise/", True),
        ("https://www.presstv.co.uk/Detail/2019/08/08/603118/Kites-rise", True),
        ("https://www.presstv.ir/Section/10101", False),
        ("https://www.presstv.ir/Error/404", False),
    ],
)
def test_articles_of_press_tv_are_recognised_by_their_addresses(url: str, is_article: bool) -> None:
    assert profile_for(url, PROFILES).name == "presstv"
    assert is_article_url(url, PROFILES["presstv"]) is is_article


def test_press_tv_has_listings_to_fall_back_on() -> None:
    profile = PROFILES["presstv"]
    assert "https://www.presstv.ir/rss/rss-101.xml" in profile.fallbacks
    assert "https://www.presstv.ir/Section/10101" in profile.fallbacks


FIGURE = (
    "<figure class={}><img src='//media.presstv.com/photo/kites-big.jpg' alt='Kites'>"
    "<figcaption>Kites over the harbour. (Photo by AFP)</figcaption></figure>"
)


@pytest.mark.parametrize(
    ("url", "body"),
    [
        (
            "https://www.presstv.ir/Detail/2019/08/08/603118/Kites-rise",
            "<h1 class=news-title-container>Kites rise over the harbour</h1>"
            "<div class=news-detail><span>Thursday, 08 August 2019 6:46 AM &nbsp;"
            "[ Last Update: Thursday, 08 August 2019 9:11 AM ]</span></div>"
            f"<div class=news-main-image>{FIGURE.format('x')}</div>"
            f"<div class=news-body-container>{STORY}</div>",
        ),
        (
            "https://www.presstv.com/Detail/2019/08/08/603118/Kites-rise",
            "<h2 class=page-header>Kites rise over the harbour</h2>"
            "<div class=item-date>\r\n Thursday, 08 August 2019 6:46 AM\r\n"
            "  [ Last Update: Thursday, 08 August 2019 9:11 AM ]</div>"
            f"{FIGURE.format('item-image')}<div class=item-text>{STORY}</div>",
        ),
        (
            "http://www.presstv.ir/detail/2019/08/08/603118/kites-rise/",
            "<h1>Kites rise over the harbour</h1><div class=detail-date>Thu Aug 8, 2019 6:46AM"
            f" [Updated: Thu Aug 8, 2019 9:11AM]</div>{FIGURE.format('x')}<div>{STORY}</div>",
        ),
    ],
)
def test_layouts_of_press_tv_of_all_years_are_read(url: str, body: str) -> None:
    read = article(url, "<title>PressTV-Kites rise over the harbour</title>", body)
    tehran = ZoneInfo("Asia/Tehran")
    assert read.page_type == "article"
    assert read.headline == "Kites rise over the harbour"
    assert read.date_published == datetime(2019, 8, 8, 6, 46, tzinfo=tehran)
    assert read.date_modified == datetime(2019, 8, 8, 9, 11, tzinfo=tehran)
    assert len([block for block in read.body if block.kind == "paragraph"]) == 4
    assert read.image is not None
    assert read.image.url == "https://media.presstv.com/photo/kites-big.jpg".replace(
        "https", url.partition(":")[0]
    )
