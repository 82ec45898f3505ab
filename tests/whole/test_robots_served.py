"""robots.txt over the network: a site for each file, read by the commands that people use."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.robots_sites import (
    ALL,
    OURS,
    PATHS,
    SITES,
    UNAVAILABLE,
    Answer,
    Servers,
    served,
    write_profiles,
)
from tests.support import command
from tests.support.command import Done


@pytest.fixture(scope="module")
def started() -> Iterator[Servers]:
    with served() as servers:
        yield servers


@pytest.fixture
def servers(started: Servers) -> Servers:
    """The sites, of which nothing has been asked yet."""
    for server in started.values():
        server.asked.clear()
    return started


def scrapy(tmp_path: Path, *words: object, **settings: object) -> Done:
    fixed = {
        "OUTPUT_DIR": tmp_path / "output",
        "ALLOW_PRIVATE_ADDRESSES": True,
        "CONTACT": "desk@herald.example",
        "AUTOTHROTTLE_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "EXTRACTION_PROCESSES": 0,
    }
    return command.scrapy(*words, settings={**fixed, **settings})


def opened(servers: Servers) -> dict[str, str]:
    """Return which pages of each site have been asked for."""
    return {name: " ".join(server.pages()) for name, server in servers.items()}


def test_single_articles_are_asked_for_as_robots_txt_allows(
    servers: Servers, tmp_path: Path
) -> None:
    urls = [f"{server.url}{path}" for server in servers.values() for path in PATHS]
    log = tmp_path / "log"
    scrapy(
        tmp_path, "crawl", "article", "-a", f"url={' '.join(urls)}", LOG_FILE=log, LOG_LEVEL="INFO"
    )
    assert opened(servers) == {one.name: one.is_open for one in SITES}
    assert {name: server.paths().count("/robots.txt") for name, server in servers.items()} == {
        one.name: 6 if one.name == "moved in a circle" else 1 for one in SITES
    }
    said = log.read_text()
    for one in SITES:
        url = servers[one.name].url
        for path in set(PATHS) - set(one.is_open.split()):
            fate = (
                f"failed: {url}{path} ({UNAVAILABLE[one.name]})"
                if one.name in UNAVAILABLE
                else f"robots: {url}{path} (forbidden by robots.txt)"
            )
            assert fate in said


def test_sources_are_read_as_robots_txt_allows(servers: Servers, tmp_path: Path) -> None:
    sources = write_profiles(servers, tmp_path / "sources")
    scrapy(tmp_path, "crawl", "news", SOURCES=sources)
    assert opened(servers) == {one.name: one.is_open for one in SITES}


def test_a_check_of_the_sources_asks_what_robots_txt_allows(
    servers: Servers, tmp_path: Path
) -> None:
    sources = write_profiles(servers, tmp_path / "sources")
    run = scrapy(tmp_path, "sources", "--check", SOURCES=sources)
    front = {name: "/open/front" in server.paths() for name, server in servers.items()}
    assert front == {one.name: "/open" in one.is_open for one in SITES}
    assert run.stdout.count("forbidden by robots.txt") == sum(
        not (one.is_open or one.name in UNAVAILABLE) for one in SITES
    )
    for reason in UNAVAILABLE.values():
        assert reason in run.stdout


SOME = ["closed to us", "open to us alone", "closed to news", "unavailable", "cut"]


@pytest.mark.parametrize("name", SOME)
def test_a_page_is_saved_if_robots_txt_allows(name: str, servers: Servers, tmp_path: Path) -> None:
    run = scrapy(tmp_path, "savepage", "-d", tmp_path / "pages", f"{servers[name].url}/open")
    is_open = next("/open" in one.is_open for one in SITES if one.name == name)
    assert servers[name].pages() == ["/open"] * is_open
    assert run.returncode == 1 - is_open
    reason = UNAVAILABLE.get(name, "forbidden by robots.txt")
    assert (reason in run.stderr) != is_open


@pytest.mark.parametrize("name", SOME)
def test_a_source_is_drafted_if_robots_txt_allows(
    name: str, servers: Servers, tmp_path: Path
) -> None:
    run = scrapy(tmp_path, "newsource", "-d", tmp_path / "draft", servers[name].url)
    is_open = next("/open" in one.is_open for one in SITES if one.name == name)
    assert run.returncode == 1 - is_open
    assert ("/" in servers[name].paths()) == is_open


@pytest.mark.parametrize(
    "command_line", ["crawl article -a url=", "savepage ", "newsource ", "explain "]
)
def test_each_command_says_who_asks(command_line: str, servers: Servers, tmp_path: Path) -> None:
    server = servers["private"]
    *words, last = f"{command_line}{server.url}/open".split(" ")
    if words[0] in {"savepage", "newsource"}:
        words += ["-d", str(tmp_path / "kept")]
    scrapy(tmp_path, *words, last)
    assert {"/robots.txt", "/open"} <= set(server.paths())
    agents = {agent for _, _, agent in server.asked}
    assert agents == {"news-ingestion/0.1 (+desk@herald.example)"}


def test_our_crawl_delay_is_kept_as_it_is_written(servers: Servers, tmp_path: Path) -> None:
    server = servers["empty"]
    server.answers["/robots.txt"] = Answer(
        f"{ALL}Crawl-delay: 9\n\n{OURS}Crawl-delay: 1\n".encode()
    )
    urls = " ".join(f"{server.url}{path}" for path in PATHS)
    scrapy(tmp_path, "crawl", "article", "-a", f"url={urls}")
    gaps = [later - sooner for (_, sooner, _), (_, later, _) in pairwise(server.asked)]
    assert len(gaps) == 2
    assert min(gaps) > 0.9
