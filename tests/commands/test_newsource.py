"""`scrapy newsource`: what a draft holds, and the command on a saved page and on a small site."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks.press_server import START, serve
from benchmarks.publishers import Answer, Publisher
from crawler.probes.draft import drafted, suggested_name, zone_of
from crawler.probes.shapes import article_patterns
from crawler.probes.survey import blank_profile
from crawler.profiles.files import read_profile
from tests.support.articles import make_article
from tests.support.command import Done, scrapy

HOME = """<html lang="en-IE"><head><link rel="alternate" type="application/rss+xml" href="/rss">
</head><body><nav><a href="/">Home</a><a href="/town">Town</a><a href="/sport">Sport</a>
<a href="/about">About us</a><a href="https://other.example/x">Elsewhere</a></nav>
<a href="/town/harbour-reopens-after-the-storm">Harbour reopens after the storm</a>
<a href="/town/crane-is-to-be-sold-this-spring">Crane is to be sold this spring</a>
<a href="/sport/rowers-win-by-a-length-again">Rowers win by a length again</a></body></html>"""


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.herald.example", "herald"),
        ("herald.com.au", "herald"),
        ("northport-herald.example", "northportherald"),
        ("127.0.0.1", "0"),
    ],
)
def test_a_source_is_named_by_its_host(host: str, name: str) -> None:
    assert suggested_name(host) == name


@pytest.mark.parametrize(
    ("paths", "patterns"),
    [
        (["/town/a-b", "/sport/c-d", "/town/e-f"], ["^/(sport|town)/[^/?]+"]),
        (["/2024/10/17/a", "/2023/01/02/b"], [r"^/\d{4}/\d\d/\d\d/[^/?]+"]),
        (
            ["/Detail/2024/10/17/731/a", "/Detail/2024/11/02/732/b"],
            [r"^/Detail/\d{4}/\d\d/\d\d/\d+/[^/?]+"],
        ),
        (["/story/4711", "/story/4712"], [r"^/story/\d+"]),
        (["/news/4711-harbour", "/news/4712-crane"], [r"^/news/\d+[-_]"]),
        (["/news/harbour-471112.html", "/news/crane-471113.html"], [r"^/news/[^/?]+\d{4}"]),
        ([f"/s{number}/a" for number in range(20)], ["^/[^/?]+/[^/?]+"]),
        (["/about"], []),
    ],
)
def test_addresses_become_an_expression(paths: list[str], patterns: list[str]) -> None:
    found = article_patterns(f"https://herald.example{path}" for path in paths)
    assert found == patterns


@pytest.mark.parametrize(
    ("domain", "hours", "zone"),
    [
        ("herald.ie", None, "Europe/Dublin"),
        ("herald.co.uk", 1, "Europe/London"),
        ("herald.com.au", 8, "Australia/Perth"),
        ("herald.com.au", None, None),
        ("herald.ie", 0, "Europe/Dublin"),
        ("herald.example", 1, None),
    ],
)
def test_the_zone_is_the_only_one_of_the_country_that_fits(
    domain: str, hours: int | None, zone: str | None
) -> None:
    published = None
    if hours is not None:
        published = datetime(2024, 7, 1, 12, tzinfo=timezone(timedelta(hours=hours)))
    assert zone_of(domain, [make_article(date_published=published)]) == zone


def test_a_draft_says_what_is_found_and_what_is_not(tmp_path: Path) -> None:
    draft = drafted(
        HOME.encode(),
        "https://www.herald.example/",
        blank_profile("https://www.herald.example/"),
        feeds=["https://www.herald.example/rss"],
        sitemaps=[],
        article_links=[f"https://www.herald.example/{path}" for path in ("town/a", "sport/b")],
        articles=[],
        unverified=["feeds"],
    )
    assert draft.yaml().splitlines()[1:] == [
        "name: herald",
        "domains: [herald.example]",
        "feeds:",
        "  - https://www.herald.example/rss",
        "# sitemaps: none found",
        "sections:",
        "  - https://www.herald.example/town",
        "  - https://www.herald.example/sport",
        "article_urls:",
        "  - '^/(sport|town)/[^/?]+'",
        "language: en",
        "# timezone: not found",
        "unverified: [feeds]",
    ]
    file = tmp_path / "herald.yml"
    file.write_text(draft.yaml())
    assert read_profile(file).language == "en"


def newsource(*words: object) -> Done:
    settings = {
        "ALLOW_PRIVATE_ADDRESSES": 1,
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": 0,
        "EXTRACTION_PROCESSES": 0,
    }
    return scrapy("newsource", *words, settings=settings)


def test_a_saved_page_is_drafted_without_the_network(tmp_path: Path) -> None:
    page = tmp_path / "home.html"
    page.write_text(f'<link rel="canonical" href="https://www.herald.example/">{HOME}')
    run = newsource(page, "-d", tmp_path / "drafts")
    assert (run.returncode, run.stdout) == (0, f"{tmp_path}/drafts/herald.yml\n"), run
    profile = read_profile(tmp_path / "drafts" / "herald.yml")
    assert profile.feeds == ("https://www.herald.example/rss",)
    assert newsource(page, "-d", tmp_path / "drafts").returncode == 2


@pytest.fixture
def site() -> Iterator[str]:
    """A publisher of the press world with a front page that advertises its feed."""

    class FrontPage(Publisher):
        def answer(self, path: str, headers: Mapping[str, str], now: datetime) -> Answer:
            answer = super().answer(path, headers, now)
            if path == "/":
                links = "".join(
                    f'<a href="{self.path(story, now)}">{story.headline}</a>'
                    for story in self.listed(now)
                )
                feed = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
                answer.status, answer.body = 200, f"<html>{feed}<body>{links}".encode()
            return answer

    publisher = FrontPage("herald", START, 1)
    moment = SimpleNamespace(now=START + timedelta(days=1), asked=Counter(), bytes=0)
    server = serve(moment, publisher, "127.0.0.1")
    yield publisher.site
    server.shutdown()
    server.server_close()


def test_a_site_is_drafted_with_two_of_its_pages(site: str, tmp_path: Path) -> None:
    run = newsource(f"{site}/", "-d", tmp_path)
    assert run.returncode == 0, run
    (file,) = tmp_path.glob("*.yml")
    profile = read_profile(file)
    assert profile.feeds == (f"{site}/feed.xml",)
    assert profile.article_urls == (r"^/story/\d+/[^/?]+",)
    assert profile.language == "en"
    assert len(list(tmp_path.glob("*/*.html"))) == len(list(tmp_path.glob("*/*.json"))) == 2


def test_a_site_that_does_not_answer_is_reported(tmp_path: Path) -> None:
    run = newsource("http://127.0.0.1:1/", "-d", tmp_path)
    assert (run.returncode, list(tmp_path.iterdir())) == (1, [])
    assert "connection refused" in run.stderr
