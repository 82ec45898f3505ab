"""An article by itself, without a crawl."""

import json
import re

import pytest

from crawler.items import Article
from crawler.library.page_article import extract, of
from tests.support import ROOT
from tests.support.articles import make_article, paragraph

URL = "https://herald.example/politics/2024/10/17/harbour"
PAGE = """<html lang="en"><head><meta property="og:type" content="article">
<meta property="article:published_time" content="2024-10-17T15:45:00+07:00"></head><body><article>
<h1>Harbour reopens after nine days</h1>
<p>The port of Westhaven opened again on Monday, nine days after a storm tore its quay away.</p>
<p>A second crane is due in spring, and until then two <a href="/b">barges</a> will unload.</p>
</article></body></html>"""


def test_a_page_alone_is_enough() -> None:
    assert extract(PAGE, URL).to_markdown() == (
        "# Harbour reopens after nine days\n\n"
        "The port of Westhaven opened again on Monday, nine days after a storm tore its quay away."
        "\n\nA second crane is due in spring, and until then two barges will unload."
    )


def test_bytes_are_as_good_as_text() -> None:
    assert extract(PAGE.encode(), URL) == extract(PAGE, URL)


def test_links_are_kept_on_demand() -> None:
    markdown = extract(PAGE, URL).to_markdown(keep_links=True)
    assert "two [barges](https://herald.example/b) will" in markdown


def test_the_category_is_that_of_the_file() -> None:
    assert extract(PAGE, URL).category == "POLITICS"


def test_a_dictionary_is_what_json_can_hold() -> None:
    found = extract(PAGE, URL).to_dict()
    assert json.loads(json.dumps(found)) == found
    assert found["date_published"] == "2024-10-17T15:45:00+07:00"
    assert found["article_body"].startswith("# Harbour reopens")
    assert found["text"].startswith("The port of Westhaven")


@pytest.mark.parametrize("html", ["", "<html>", "\0", "<h1>Nothing here"])
def test_a_page_of_nothing_is_no_article(html: str) -> None:
    assert not extract(html, URL).is_article


def test_later_pages_are_part_of_it() -> None:
    first = make_article(body=(paragraph("The first page tells how it began."),))
    later = make_article(body=(paragraph("The second page tells how it ended."),))
    assert "how it began.\n\nThe second page" in of(first, later).to_markdown()


def test_it_is_an_article_of_the_crawl_too() -> None:
    assert isinstance(extract(PAGE, URL), Article)


def test_the_example_of_the_docs_does_what_they_say(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "library.md").read_text("utf-8")
    code, profiles = re.findall(r"```python\n(.*?)```", text, re.S)
    exec(code, {})
    assert capsys.readouterr().out == re.findall(r"```markdown\n(.*?)```", text, re.S)[0]
    names: dict[str, object] = {}
    exec(profiles, names)
    assert names["profile"].name == "presstv"


@pytest.mark.parametrize("package", ["crawler", "pipelines"])
def test_type_checkers_read_the_types(package: str) -> None:
    assert (ROOT / package / "py.typed").exists()
    assert '"py.typed"' in (ROOT / "pyproject.toml").read_text("utf-8")
