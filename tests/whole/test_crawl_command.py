"""`scrapy crawl` ends with the code and the words that fit what happened; the real command."""

import gc
import http.server
import os
import resource
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from crawler.commands.crawl import settle_down
from crawler.system.lock import RunLock
from tests.support.command import Done, scrapy

SETTINGS = {
    "SPIDER_MODULES": "tests.support.faulty_spiders,crawler.spiders",
    "ITEM_PIPELINES": '{"tests.support.faulty_spiders.WritingPipeline": 500}',
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "RETRY_TIMES": "0",
    "EXTRACTION_PROCESSES": "0",
    "ALLOW_PRIVATE_ADDRESSES": "True",
}
NOWHERE = "http://127.0.0.1:1/"  # nothing listens on port 1


class Pages(http.server.BaseHTTPRequestHandler):
    """Answers /<status> with that status."""

    def do_GET(self) -> None:
        status = int(self.path[1:]) if self.path[1:].isdigit() else 404
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<html><body><p>A page.</p></body></html>")

    def log_message(self, *args: object) -> None:
        """Stay silent."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def scrapy_crawl(
    *arguments: object, preexec_fn: Callable[[], None] | None = None, **settings: object
) -> Done:
    """Run `scrapy crawl` with these arguments."""
    return scrapy(
        "crawl",
        *arguments,
        settings=SETTINGS | settings,
        is_fork=preexec_fn is None,
        preexec_fn=preexec_fn,
    )


@pytest.fixture
def crawl(tmp_path: Path) -> Callable[..., Done]:
    """Run it in an output folder of its own."""
    return partial(scrapy_crawl, OUTPUT_DIR=str(tmp_path / "output"))


def test_run_that_goes_well_ends_with_0_and_names_the_first_file(
    crawl: Callable[..., Done], site: str
) -> None:
    run = crawl("well", "-a", f"url={site}200")

    assert (run.returncode, run.stderr) == (0, "")
    assert "article.md" in run.stdout
    assert run.stdout.splitlines()[-1].startswith("1 written. (")


def test_quiet_run_that_goes_well_prints_nothing(crawl: Callable[..., Done], site: str) -> None:
    run = crawl("well", "-a", f"url={site}200", "--quiet")

    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "contact", "said"),
    [([], "", 1), (["--quiet"], "", 0), ([], "desk@herald.example", 0)],
)
def test_missing_contact_is_reported_once_and_not_to_cron(
    crawl: Callable[..., Done], tmp_path: Path, arguments: list[str], contact: str, said: str
) -> None:
    (tmp_path / "sources").mkdir()
    sources = str(tmp_path / "sources")
    run = crawl("news", *arguments, CONTACT=contact, SOURCES=sources)

    assert run.returncode == 0
    assert run.stderr.count("CONTACT is not set") == said
    assert "--quiet" not in arguments or run.stdout + run.stderr == ""
    (log,) = (tmp_path / "output" / "logs").glob("*.log")
    assert log.read_text().count("CONTACT is not set") == (not contact)


def test_page_that_a_person_has_named_and_that_is_gone_is_a_failure(
    crawl: Callable[..., Done], site: str
) -> None:
    run = crawl("article", "-a", f"url={site}404")

    assert run.returncode == 1
    assert "Nothing new. But 1 of 1 page gone." in run.stdout


def test_pages_that_fail_are_named_with_their_reasons(
    crawl: Callable[..., Done], site: str
) -> None:
    run = crawl("article", "-a", f"url={site}500 {site}403 {NOWHERE}", "--quiet")

    assert run.returncode == 1
    assert f"failed: HTTP 500: {site}500" in run.stdout
    assert f"blocked: HTTP 403: {site}403" in run.stdout
    assert f"failed: robots.txt: connection refused: {NOWHERE}" in run.stdout
    assert "But 2 of 3 pages failed; 1 of 3 pages blocked." in run.stdout
    assert "Traceback" not in run.stderr


@pytest.fixture(scope="module")
def faulty_run(tmp_path_factory: pytest.TempPathFactory, site: str) -> Done:
    """The run of a spider in which three things go wrong."""
    return scrapy_crawl(
        "faulty", "-a", f"url={site}200", OUTPUT_DIR=str(tmp_path_factory.mktemp("output"))
    )


def test_callback_that_raises_after_its_item_is_a_failure(faulty_run: Done) -> None:
    assert faulty_run.returncode == 1
    assert "the callback's own fault" in faulty_run.stderr
    assert "1 written. But " in faulty_run.stdout


def test_start_that_raises_is_a_failure(faulty_run: Done) -> None:
    assert "the run did not finish" in faulty_run.stdout or "start's own" in faulty_run.stdout


def test_sources_that_gave_nothing_are_named(faulty_run: Done) -> None:
    assert "nothing came from herald, gazette" in faulty_run.stdout


def test_full_disk_stops_the_run_and_is_named_without_a_traceback(
    crawl: Callable[..., Done], site: str
) -> None:
    def shrink_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))

    run = crawl("well", "-a", f"url={site}200", preexec_fn=shrink_files, EXTENSIONS=NO_LEDGER)

    assert run.returncode == 1
    assert "the output can't be written ([Errno 27] File too large); make room" in run.stdout
    assert "Traceback" not in run.stderr


# Its database is larger than the files of a full disk may be.
NO_LEDGER = """{
    "crawler.run.fate_recorder.FateRecorder": 0,
    "crawler.run.output_guard.OutputGuard": 10,
    "crawler.run.source_health.SourceHealth": 5,
    "crawler.report.summary.Summary": 20,
    "crawler.report.run_report.RunReport": 30
}"""


@pytest.mark.parametrize(
    ("arguments", "settings", "message"),
    [
        (["wel"], {}, "no spider 'wel'; did you mean 'well'?"),
        (["well", "--quite"], {}, "no option --quite; did you mean '--quiet'?"),
        (["well"], {"OUTPUT_DIR": "/proc/none"}, "/proc/none: can't be written: No such file"),
        (["news", "-a", "limit="], {}, "-a limit= is empty: give it a value, or leave it out"),
        (["news", "-a", "source=heralt"], {}, "-a source=heralt: there is no such source"),
        (["news", "-a", "until=2024-10-01"], {}, "-a until= needs -a since="),
        (["article", "-a", "ulr=x"], {}, "'ulr'; did you mean 'url'?"),
        (["article", "-a", f"url={NOWHERE}"], {"SOURCES_DIR": "{tmp}"}, "unknown key 'feed'; did"),
    ],
)
def test_mistake_ends_with_2_and_one_line(
    crawl: Callable[..., Done],
    tmp_path: Path,
    arguments: list[str],
    settings: dict[str, str],
    message: str,
) -> None:
    (tmp_path / "herald.yml").write_text("name: herald\ndomains: [herald.example]\nfeed: []\n")
    settings = {key: value.format(tmp=tmp_path) for key, value in settings.items()}
    run = crawl(*arguments, **settings)

    assert run.returncode == 2
    assert message in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert run.stdout == ""


def test_run_beside_another_one_ends_with_75_and_names_it(
    crawl: Callable[..., Done], tmp_path: Path
) -> None:
    with RunLock(tmp_path / "output", "scrapy crawl news"):
        run = crawl("well", "-a", f"url={NOWHERE}")

    assert run.returncode == 75
    assert f"another run is at work: scrapy crawl news, process {os.getpid()}" in run.stderr


def test_what_a_crawl_has_loaded_is_left_out_of_garbage_collections() -> None:
    threshold = gc.get_threshold()
    try:
        settle_down()
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.set_threshold(*threshold)
        gc.unfreeze()
