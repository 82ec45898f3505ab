"""The sites in examples/ are of one kind; that they build is shown by benchmarks/generators.py."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from crawler import settings
from tests.support import ROOT

EXAMPLES = ROOT / "examples"


def test_both_sites_look_the_same() -> None:
    jekyll, hugo = EXAMPLES / "jekyll" / "site.css", EXAMPLES / "hugo" / "static" / "site.css"
    assert jekyll.read_bytes() == hugo.read_bytes()


def test_jekyll_has_a_page_for_every_category() -> None:
    page = (ROOT / "docs" / "format.md").read_text("utf-8")
    words = re.findall("`([A-Z]+)`", page.partition("### Categories")[2].partition("###")[0])
    pages = [path.stem.upper() for path in (EXAMPLES / "jekyll" / "_category").iterdir()]
    assert sorted(pages) == sorted(words)


@pytest.mark.parametrize(
    "readme", sorted(EXAMPLES.glob("*/README.md")), ids=lambda path: path.parent.name
)
def test_links_of_a_readme_lead_somewhere(readme: Path) -> None:
    targets = re.findall(r"\]\(([^):#]+)\)", readme.read_text("utf-8"))
    assert targets
    assert [target for target in targets if not (readme.parent / target).exists()] == []


ARTICLE = """---
layout: post
code: "{code}"
origin_url: "https://www.herald.example/{code}"
image: "https://herald.example/{code}.jpg"
title: "{title}"
description: "What it says."
category: "WORLD"
language: "en"
date: {date}
published: {published}
---

# {title}

It says so.
"""
KEEP = "Keep them"  # a step of the workflow
COMMANDS = {
    "hugo": "hugo --quiet -s examples/hugo -d ../../public",
    "jekyll": "jekyll build -q -s examples/jekyll -d public",
}


@pytest.fixture(scope="module", params=COMMANDS)
def public(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site of two articles, of which the older was fetched last; it states a day alone."""
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(EXAMPLES, folder / "examples", symlinks=True)
    articles = folder / "output" / "articles"
    articles.mkdir(parents=True)
    for code, title, date, published in (
        (
            "ART2410170000AAAAAA",
            "New quay",
            "2024-10-18T00:00:00.000Z",
            "2024-10-17T09:30:00+02:00",
        ),
        ("ART2410150000BBBBBB", "Old quay", "2024-10-18T00:00:01.000Z", "2024-10-15"),
    ):
        text = ARTICLE.format(code=code, title=title, date=date, published=published)
        (articles / f"{code}.md").write_text(text)
    subprocess.run(COMMANDS[request.param].split(), cwd=folder, check=True, timeout=60)
    return folder / "public"


def test_a_list_goes_by_the_day_of_the_publisher(public: Path) -> None:
    page = (public / "index.html").read_text("utf-8")
    shown = re.findall(r"<h2>(.*?)</h2>|<h3>.*?>(.*?)</a>", page)
    assert [day or title for day, title in shown] == [
        *("17 October 2024", "New quay"),
        *("15 October 2024", "Old quay"),
    ]


def test_a_list_shows_source_and_picture(public: Path) -> None:
    page = (public / "index.html").read_text("utf-8")
    assert page.count(">herald.example</bdi></p>") == 2
    assert page.count('<img src="https://herald.example/ART') == 2


def test_an_article_names_its_day_and_says_what_a_shared_link_shows(public: Path) -> None:
    page = (public / "ART2410170000AAAAAA" / "index.html").read_text("utf-8")
    assert ">17 October 2024</time>" in page
    tags = dict(re.findall(r'<meta property="([\w:]+)" content="([^"]*)">', page))
    assert tags["og:title"] == "New quay"
    assert tags["og:type"] == "article"
    assert tags["og:image"] == "https://herald.example/ART2410170000AAAAAA.jpg"
    assert tags["article:published_time"].startswith("2024-10-17T")


def test_the_feed_goes_by_what_is_new(public: Path) -> None:
    feed = (public / "feed.xml").read_text("utf-8")
    assert feed.index("Old quay") < feed.index("New quay")


def test_the_workflow_keeps_what_a_first_run_leaves_behind(tmp_path: Path) -> None:
    steps = yaml.safe_load((EXAMPLES / "github-actions" / "news.yml").read_text("utf-8"))
    script = next(
        step["run"] for step in steps["jobs"]["news"]["steps"] if step.get("name") == KEEP
    )
    left = ("articles/A.md", "ledger.sqlite", "overrides.yml", "archive/a.warc.gz", "logs/a.log")
    for name in (*left, ".lock", "reports/a.html"):
        file = tmp_path / "output" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    script = script.replace("git push", "git ls-files")
    for command in ("git init -q", script):
        done = subprocess.run(
            ["bash", "-ec", command], cwd=tmp_path, check=True, capture_output=True, text=True
        )
    kept = [line for line in done.stdout.splitlines() if line.startswith("output/")]
    assert kept == ["output/articles/A.md", "output/ledger.sqlite", "output/overrides.yml"]


def test_the_workflow_names_settings_that_there_are() -> None:
    text = (EXAMPLES / "github-actions" / "news.yml").read_text("utf-8")
    environment = yaml.safe_load(text)["jobs"]["news"]["env"]
    assert environment
    assert [name for name in environment if not hasattr(settings, name.removeprefix("NEWS_"))] == []
    assert "news crawl news" in text
