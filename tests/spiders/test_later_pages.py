"""An article on several pages, from a site on this machine and from saved pages."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import frontmatter
import pytest
from scrapy.settings import Settings

from benchmarks.reports import report
from crawler.errors import SettingsError
from crawler.spiders.later_pages import most_pages
from tests.support import ROOT
from tests.support.herald import HeraldServer, scrapy

FIXTURE = ROOT / "tests" / "fixtures" / "meridianweekly"
ROBOTS = "User-agent: *\nDisallow: /2024/closed-quay-of-westhaven/2\n"


def lines(place: str, number: int) -> list[str]:
    return report(Random(f"{place} {number}"), 4)


def page(place: str, number: int, last: int) -> str:
    """One page of an article, with its pager."""
    path = f"/2024/{place}-quay-of-westhaven"
    pager = "".join(
        f"<a href='{path}{f'/{n}' if n > 1 else ''}'>{n}</a>"
        for n in range(1, last + 1)
        if n != number
    )
    text = "".join(f"<p>{line}</p>" for line in lines(place, number))
    return f"""<html lang="en"><head><title>The {place} quay | The Herald</title>
        <meta property="og:type" content="article"></head><body><article>
        <h1>The {place} quay of Westhaven is in use again</h1>{text}</article>
        <div class="pagination">{pager}</div></body></html>"""


class PagedServer(HeraldServer):
    """The site: articles of three pages each, some of which are not as they should be."""

    def __init__(self) -> None:
        super().__init__()
        self.pages = {"/robots.txt": ("text/plain", ROBOTS)}
        for place in ("long", "broken", "lost", "closed", "paid", "circular", "walled"):
            path = f"/2024/{place}-quay-of-westhaven"
            for number in (1, 2, 3):
                address = f"{path}/{number}" if number > 1 else path
                self.pages[address] = ("text/html", page(place, number, 3))
        self.broken = {"/2024/broken-quay-of-westhaven/3"}
        del self.pages["/2024/lost-quay-of-westhaven/2"]
        self.statuses = {"/2024/paid-quay-of-westhaven/2": 402}
        circle = "/2024/circular-quay-of-westhaven"
        self.moved = {f"{circle}/2": circle}
        wall = "<html><title>Just a moment...</title><p>Checking your browser"
        self.pages["/2024/walled-quay-of-westhaven/2"] = ("text/html", wall)


@pytest.fixture(scope="module")
def site() -> Iterator[PagedServer]:
    with PagedServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


class Outcome:
    """What a crawl left."""

    def __init__(self, output: Path, *words: str, **settings: object) -> None:
        self.output = output
        self.command = scrapy("crawl", *words, OUTPUT_DIR=output, **settings)
        (log,) = sorted((output / "logs").iterdir())[-1:]
        entries = (
            line.partition("[crawler.run.fate_recorder] INFO: ")[2]
            for line in log.read_text().splitlines()
        )
        self.fates = sorted(entry.strip() for entry in entries if entry)
        posts = (frontmatter.load(str(path)) for path in sorted(output.glob("articles/*.md")))
        self.bodies = {
            post["origin_url"].partition("/2024/")[2].partition("-")[0]: post.content.split("\n\n")[
                1:
            ]
            for post in posts
        }
        self.files = {path.name: path.read_bytes() for path in output.glob("articles/*.md")}


@pytest.fixture(scope="module")
def crawled(site: PagedServer, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    places = ("broken", "lost", "closed", "paid", "circular", "walled")
    urls = [f"{site.site}/2024/{place}-quay-of-westhaven" for place in places]
    urls.append(f"{site.site}/2024/long-quay-of-westhaven/2")
    output = tmp_path_factory.mktemp("crawled")
    return Outcome(output, "article", "-a", f"url={' '.join(urls)}")


def text(place: str, *numbers: int) -> list[str]:
    return [line for number in numbers for line in lines(place, number)]


def fates_of(outcome: Outcome, place: str) -> list[str]:
    found = (fate for fate in outcome.fates if f"/2024/{place}-" in fate.split(" (")[0])
    return [fate.partition(":")[0] for fate in found]


def test_a_later_page_leads_to_the_first_and_all_are_joined(crawled: Outcome) -> None:
    assert crawled.bodies["long"] == text("long", 1, 2, 3)
    assert fates_of(crawled, "long") == ["part", "part", "written"]


@pytest.mark.parametrize(("place", "reason"), [("broken", "HTTP 500"), ("walled", "challenge")])
def test_without_a_page_that_may_come_later_nothing_is_written(
    crawled: Outcome, place: str, reason: str
) -> None:
    assert place not in crawled.bodies
    (fate,) = (fate for fate in crawled.fates if f"/{place}-" in fate)
    assert fate.startswith("failed: ")
    assert reason in fate
    assert crawled.command.returncode == 1


@pytest.mark.parametrize(
    ("place", "fate"), [("lost", "gone"), ("closed", "robots"), ("paid", "paywalled")]
)
def test_without_a_page_that_will_not_come_the_rest_is_written(
    crawled: Outcome, place: str, fate: str
) -> None:
    assert crawled.bodies[place] == text(place, 1)
    assert fates_of(crawled, place) == [fate, "written"]


def test_pages_that_lead_in_a_circle_end(crawled: Outcome) -> None:
    assert crawled.bodies["circular"] == text("circular", 1)


def test_the_archive_gives_the_same_bytes(crawled: Outcome, tmp_path: Path) -> None:
    replayed = Outcome(tmp_path, "replay", "-a", f"path={crawled.output}/archive")
    assert replayed.bodies.pop("broken") == text("broken", 1, 2)  # of which readers had no more
    assert replayed.bodies == crawled.bodies
    assert crawled.files.items() <= replayed.files.items()


@pytest.mark.parametrize(("order", "processes"), [("123", 0), ("321", 2)])
def test_neither_order_nor_workers_change_a_byte(
    order: str, processes: int, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for place, number in enumerate(order):
        for kind in ("html", "json"):
            shutil.copy(FIXTURE / f"ropemakers-{number}.{kind}", pages / f"{place}.{kind}")
    replayed = Outcome(
        tmp_path / "output", "replay", "-a", f"path={pages}", EXTRACTION_PROCESSES=processes
    )
    (file,) = replayed.files.values()
    expected = (FIXTURE / "ropemakers-1.md").read_bytes()
    assert file.partition(b"\n# ")[2] == expected.partition(b"\n# ")[2]
    assert [fate.split()[0] for fate in replayed.fates] == ["part:", "part:", "written:"]


def test_a_later_page_without_the_first_is_an_article(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for kind in ("html", "json"):
        shutil.copy(FIXTURE / f"ropemakers-3.{kind}", pages / f"3.{kind}")
    replayed = Outcome(tmp_path / "output", "replay", "-a", f"path={pages}")
    assert [fate.split()[0] for fate in replayed.fates] == ["written:"]


def test_each_page_is_an_article_where_pages_are_not_joined(tmp_path: Path) -> None:
    replayed = Outcome(tmp_path, "replay", "-a", f"path={FIXTURE}", ARTICLE_PAGES_MAX=1)
    assert [fate.split()[0] for fate in replayed.fates] == ["written:"] * 3


def test_an_article_with_too_many_pages_is_cut_with_a_word(tmp_path: Path) -> None:
    replayed = Outcome(tmp_path, "replay", "-a", f"path={FIXTURE}", ARTICLE_PAGES_MAX=2)
    assert "has more pages than ARTICLE_PAGES_MAX, 2" in replayed.command.stderr
    assert "The four owners met" in str(replayed.files)
    assert "The ship, the" not in str(replayed.files)


def test_all_pages_are_saved(site: PagedServer, tmp_path: Path) -> None:
    saved = scrapy("savepage", f"{site.site}/2024/long-quay-of-westhaven", "-d", tmp_path / "pages")
    assert (saved.returncode, saved.stderr) == (0, "")
    names = [path.name for path in sorted((tmp_path / "pages").glob("*.html"))]
    name = "long-quay-of-westhaven"
    assert names == [f"{name}-2.html", f"{name}-3.html", f"{name}.html"]
    replayed = Outcome(tmp_path / "output", "replay", "-a", f"path={tmp_path}/pages")
    assert replayed.bodies["long"] == text("long", 1, 2, 3)


def test_a_later_page_that_cannot_be_saved_is_reported(site: PagedServer, tmp_path: Path) -> None:
    url = f"{site.site}/2024/lost-quay-of-westhaven"
    saved = scrapy("savepage", url, "-d", tmp_path)
    assert (saved.returncode, saved.stderr) == (1, f"{url}/2: gone: HTTP 404\n")
    assert (tmp_path / "lost-quay-of-westhaven.html").exists()


def test_an_article_has_a_page_at_least() -> None:
    with pytest.raises(SettingsError, match="ARTICLE_PAGES_MAX is 0"):
        most_pages(Settings({"ARTICLE_PAGES_MAX": 0}))


def test_a_change_of_a_later_page_updates_the_file_and_what_was_broken_is_mended(
    tmp_path: Path,
) -> None:
    with PagedServer() as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        urls = [f"{site.site}/2024/{place}-quay-of-westhaven" for place in ("long", "broken")]
        words = ("article", "-a", f"url={' '.join(urls)}")
        before = Outcome(tmp_path, *words)
        site.broken.clear()
        address = "/2024/long-quay-of-westhaven/3"
        site.pages[address] = ("text/html", page("long", 3, 3).replace("<p>", "<p>Yesterday, ", 1))
        after = Outcome(tmp_path, *words, CLOCK="tests.support.clocks.an_hour_later")
        site.shutdown()
    assert (fates_of(before, "long")[-1], fates_of(before, "broken")) == ("written", ["failed"])
    assert (fates_of(after, "long")[-1], fates_of(after, "broken")[-1]) == ("updated", "written")
    changed = text("long", 1, 2, 3)
    changed[8] = f"Yesterday, {changed[8]}"
    assert after.bodies["long"] == changed
    assert after.bodies["broken"] == text("broken", 1, 2, 3)
