"""`scrapy show` prints a page's article and keeps nothing."""

import json
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.support.herald import HeraldServer, article, scrapy

SAVED = ROOT / "tests/fixtures/presstv/koreas-ferry.html"


def test_a_saved_page_comes_as_the_markdown_of_its_file(tmp_path: Path) -> None:
    expected = SAVED.with_suffix(".md").read_text("utf-8").split("---\n", 2)[2].strip()
    assert scrapy("show", SAVED, OUTPUT_DIR=tmp_path).stdout.strip() == expected


def test_an_address_is_fetched_and_nothing_is_kept(herald: HeraldServer, tmp_path: Path) -> None:
    output = tmp_path / "output"
    done = scrapy("show", f"{herald.site}/2024/old-westhaven", OUTPUT_DIR=output)
    assert done.stdout.startswith("# Harbour of Westhaven reopens after the storm\n\nThe port")
    assert (done.returncode, done.stderr) == (0, "")
    assert not output.exists()


def test_all_pages_of_an_article_are_shown(herald: HeraldServer, tmp_path: Path) -> None:
    for path, place, link in (
        ("/2024/long", "Westhaven", '<link rel="next" href="/2024/long/2">'),
        ("/2024/long/2", "Easthaven", '<link rel="prev" href="/2024/long">'),
    ):
        page = article(place).replace("Harbour of Easthaven", "Harbour of Westhaven")
        herald.pages[path] = ("text/html", page.replace("</head>", f"{link}</head>", 1))
    first, second = (
        scrapy("show", "--text", f"{herald.site}{path}", OUTPUT_DIR=tmp_path).stdout
        for path in ("/2024/westhaven", "/2024/long")
    )
    assert second.startswith(first.rstrip())
    assert len(second) > 1.5 * len(first)


def test_json_has_each_field(tmp_path: Path) -> None:
    found = json.loads(scrapy("show", "--json", SAVED, OUTPUT_DIR=tmp_path).stdout)
    assert (found["source"], found["category"]) == ("presstv", "WORLD")
    assert found["article_body"].startswith("# Island ferry")


def test_text_has_no_marks(tmp_path: Path) -> None:
    text = scrapy("show", "--text", SAVED, OUTPUT_DIR=tmp_path).stdout
    assert text.startswith("Island ferry returns to Haedo after nine winters\n\nThe first")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["nosuch.html"], 2, "nosuch.html: no such file"),
        ([], 2, "which page? Name one"),
        (["--json", "--text", "x"], 2, "not allowed with"),
        (["{site}/2024/closed"], 1, "/2024/closed: gone: HTTP 404"),
        (["{site}/2024/private"], 1, "robots: forbidden by robots.txt"),
        (["{site}/world"], 1, "not an article ("),
    ],
)
def test_what_can_not_be_shown_is_named(
    herald: HeraldServer, tmp_path: Path, words: list[str], code: int, message: str
) -> None:
    done = scrapy("show", *(word.format(site=herald.site) for word in words), OUTPUT_DIR=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
