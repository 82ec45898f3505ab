"""An article's page shows it as it will be published, and is inert whatever it holds."""

import re
from datetime import datetime, timezone
from pathlib import Path

import pytest
from flask import Flask

from crawler.items import Image
from crawler.report.markdown_view import rendered
from crawler.review.shown_values import moment, why
from tests.support.articles import paragraph
from tests.support.reviews import FOX, FOX_PAGE, PAGE, Browser, archived, three_articles
from tests.support.runs import copy, entry, page, run

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)> & <b>bold"


def test_an_article_is_shown_with_its_keys(tmp_path: Path) -> None:
    three_articles(tmp_path)
    html = Browser(tmp_path).text(f"/article/{entry(tmp_path).code}")
    assert "<h1>Harbour reopens after the storm</h1>" in html
    assert "<p>The harbour of Northport reopened on Sunday" in html
    assert "<b>Held</b>: only 41 % sure to be complete and clean; below 60 % articles wait" in html
    assert 'lang="en"' in html


def test_what_a_page_says_is_text(tmp_path: Path) -> None:
    hostile = page(
        headline=HOSTILE, description=HOSTILE, text=HOSTILE * 5, section=HOSTILE, source=HOSTILE
    )
    run(tmp_path, [hostile])
    browser = Browser(tmp_path)
    for html in (browser.text("/"), browser.text(f"/article/{entry(tmp_path).code}")):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<svg" not in html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](data:text/html,x)", "<p>[a](data:text/html,x)</p>\n"),
        ("<iframe src='//x'></iframe>", "<p>&lt;iframe src='//x'&gt;&lt;/iframe&gt;</p>\n"),
        (
            '[a](https://x.example "t")',
            '<p><a href="https://x.example" rel="noreferrer noopener nofollow" target="_blank">a'
            "</a></p>\n",
        ),
        ('![a"b](/images/h.jpg)', '<p><img src="/pictures/h.jpg" alt="a&#34;b"></p>\n'),
        ("![a](/images/../x.jpg)", "Picture, not loaded"),
        ("![a](https://x.example/h.jpg)", "Picture, not loaded"),
        ("| a |\n|:-:|\n| b |", "<td>b</td>"),
    ],
)
def test_markdown_loads_and_runs_nothing(markdown: str, html: str) -> None:
    shown = rendered(markdown, "/images")
    assert html in shown
    assert "style=" not in shown


def test_a_picture_of_another_host_is_named_and_not_loaded(tmp_path: Path) -> None:
    run(tmp_path, [page(image=Image(url="https://herald.example/harbour.jpg"))])
    html = Browser(tmp_path).text(f"/article/{entry(tmp_path).code}")
    assert "Picture, not loaded" in html
    assert "<img" not in html


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fa", "rtl"), ("en", "auto")])
def test_an_article_runs_as_its_script_does(tmp_path: Path, language: str, direction: str) -> None:
    run(tmp_path, [page(language=language)])
    html = Browser(tmp_path).text(f"/article/{entry(tmp_path).code}")
    assert f'dir="{direction}" lang="{language}"' in html


def test_the_articles_beside_it_are_those_of_the_list_it_was_opened_from(tmp_path: Path) -> None:
    three_articles(tmp_path)
    browser, harbour = Browser(tmp_path), entry(tmp_path).code
    fox = entry(tmp_path, "https://gazette.example/harbour").code
    owl = entry(tmp_path, "https://tribune.example/harbour").code
    html = browser.text(f"/article/{harbour}")
    assert f'rel="prev" href="/article/{fox}"' in html
    assert f'rel="next" href="/article/{owl}"' in html
    alone = browser.text(f"/article/{fox}?source=gazette")
    assert 'rel="next"' not in alone
    assert 'href="/?source=gazette"' in alone


def test_what_there_is_not_says_what_to_do(tmp_path: Path) -> None:
    three_articles(tmp_path)
    browser, found = Browser(tmp_path), entry(tmp_path)
    assert browser.get("/article/ART9").status_code == 404
    assert "No article has the code ART9" in browser.get("/article/ART9").text
    (tmp_path / str(found.path)).unlink()
    html = browser.text(f"/article/{found.code}")
    assert "is gone" in html
    assert f"scrapy crawl article -a url={found.url}" in html


def test_a_file_that_is_broken_is_named(tmp_path: Path) -> None:
    run(tmp_path, [page(body=(paragraph("The harbour reopened, its master said. " * 9),))])
    found = entry(tmp_path)
    (tmp_path / str(found.path)).write_text("mine")
    assert "no front matter" in Browser(tmp_path).text(f"/article/{found.code}")


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of an article whose page is in the archive."""
    folder = tmp_path_factory.mktemp("output")
    three_articles(folder)
    archived(folder)
    browser = Browser(folder, EXTRACTION_PROCESSES=0)
    return browser.text(f"/article/{entry(folder, FOX_PAGE).code}")


def test_the_page_is_beside_it_block_by_block(fox: str) -> None:
    said = fox.partition("What the page said")[2]
    blocks = re.findall(r'<li class="(kept|dropped)">(.*?)</li>', said, re.S)
    texts = [re.findall(r'<p dir="auto"[^>]*>(.*?)</p>', block)[0] for _, block in blocks]
    assert [text.split()[0] for text in texts][-4:] == ["Nobody", "The", "Get", "A"]
    kept = [text for (kind, _), text in zip(blocks, texts, strict=True) if kind == "kept"]
    assert any(text.startswith("Nobody saw the fox") for text in kept)


def test_a_dropped_block_has_its_rule(fox: str) -> None:
    blocks = fox.split("<li class=")
    (headline,) = (one for one in blocks if re.search(r'id="block-\d+">A fox at the fair<', one))
    assert "dropped: repeats the headline" in headline


def test_each_field_has_the_evidence_that_won_and_what_it_beat(fox: str) -> None:
    head = r'<tr class="won"><th scope="row">headline(?:<br>.*?)?</th>\s*(.*?)</tr>'
    row = re.search(head, fox, re.S)
    assert row
    assert '<td dir="auto">A fox at the fair</td><td>' in row[1]
    assert 'class="beaten"' in fox


def test_a_page_is_inert(fox: str) -> None:
    assert "alert(" not in fox
    assert "<img" not in fox
    assert "<script src" in fox, "our own keys"


def test_a_page_that_is_not_in_the_archive_says_what_to_do(tmp_path: Path) -> None:
    three_articles(tmp_path)
    html = Browser(tmp_path).text(f"/article/{entry(tmp_path).code}")
    assert "Its page is not in the archive" in html
    assert "scrapy crawl article -a url=https://herald.example/harbour" in html


def test_former_versions_show_what_has_changed(tmp_path: Path) -> None:
    later = "Divers have found the crane, and the harbour stays shut until Friday. " * 5
    run(tmp_path, [page()])
    run(tmp_path, [page(hours=1, text=page().text + later)])
    browser, code = Browser(tmp_path), entry(tmp_path).code
    assert "1, and what has changed" in browser.text(f"/article/{code}")
    html = browser.text(f"/article/{code}/versions")
    assert "<ins>" in html
    assert "Divers have found the crane" in html.partition("<ins>")[2]
    assert "There is none" not in html


def test_copies_lead_to_each_other(tmp_path: Path) -> None:
    run(tmp_path, [page(), copy("gazette")])
    codes = entry(tmp_path).code, entry(tmp_path, FOX_PAGE).code
    browser = Browser(tmp_path)
    pages = [browser.text(f"/article/{code}") for code in codes]
    kept, dropped = pages if entry(tmp_path).path else pages[::-1]
    assert "copies of it" in kept
    assert "It has the text of" in dropped


def test_a_menu_far_from_the_article_is_folded_away(tmp_path: Path) -> None:
    three_articles(tmp_path)
    menu = "".join(f"<p>Shoes of number {number}</p>" for number in range(9))
    archived(tmp_path, PAGE.replace("<nav>", f"<nav>{menu}"))
    browser = Browser(tmp_path, EXTRACTION_PROCESSES=0)
    html = browser.text(f"/article/{entry(tmp_path, FOX_PAGE).code}")
    folded, shown = re.search(r'<details class="far">(.*?)</details>(.*)', html, re.S).groups()
    assert re.search(r"<summary>\d+ dropped blocks before</summary>", folded)
    assert "Shoes of number 1<" in folded
    assert "Nobody saw the fox" in shown


AT = datetime(2024, 10, 17, 8, 45, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("cookie", "shown"),
    [
        ("Asia%2FTokyo", "2024-10-17 17:45"),
        ("America/New_York", "2024-10-17 04:45"),
        ("", "2024-10-17 08:45 UTC"),
        ("../../etc/passwd", "2024-10-17 08:45 UTC"),
        ("No/Such_Zone", "2024-10-17 08:45 UTC"),
        ("A" * 9000, "2024-10-17 08:45 UTC"),
        ("Europe", "2024-10-17 08:45 UTC"),
    ],
)
def test_a_time_is_in_the_readers_zone_and_the_publishers_on_hover(cookie: str, shown: str) -> None:
    with Flask("crawler.review").test_request_context(headers={"Cookie": f"zone={cookie}"}):
        element = moment(AT, "Asia/Phnom_Penh")
    assert f">{shown}<" in element
    assert 'title="2024-10-17 15:45 Asia/Phnom_Penh"' in element


def test_why_an_article_is_held_is_said_in_words() -> None:
    assert why("confidence 41 < 60").startswith("only 41 % sure")
    assert why("held by a person") == "held by a person"


@pytest.fixture
def profiles(tmp_path: Path) -> Path:
    """A folder of profiles beside an output of three articles."""
    for name in ("output", "profiles"):
        (tmp_path / name).mkdir()
    three_articles(tmp_path / "output")
    return tmp_path / "profiles"


def test_an_article_is_shown_though_a_profile_is_broken(profiles: Path) -> None:
    output = profiles.with_name("output")
    (profiles / "gazette.yml").write_text("name: [gazette\n")
    archived(output)
    browser = Browser(output, SOURCES_DIR=str(profiles))
    html = browser.text(f"/article/{entry(output, FOX_PAGE).code}")
    assert "A fox at the fair" in html
    assert "gazette.yml: line 2: not YAML" in html


def test_a_file_from_before_its_sites_rules_says_so(profiles: Path) -> None:
    output = profiles.with_name("output")
    rule = f'drop_lines: ["{FOX.strip()}"]\n'
    (profiles / "gazette.yml").write_text(f"name: gazette\ndomains: [gazette.example]\n{rule}")
    archived(output, PAGE.replace("<nav>", f"<p>{FOX}</p><nav>"))
    browser = Browser(output, SOURCES_DIR=str(profiles), EXTRACTION_PROCESSES=0)
    html = browser.text(f"/article/{entry(output, FOX_PAGE).code}")
    assert "Extraction would drop 1 paragraph today that the file still holds" in html
    assert "Re-extract the articles of gazette" in html
