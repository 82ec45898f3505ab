"""A small news site on this machine, read by the real command, twice; then replayed."""

import http.server
import json
import shlex
import ssl
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

import frontmatter
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from crawler.output import FOLDERS
from tests.support.command import Done
from tests.support.herald import PROFILE, SENTENCES, HeraldRequest, HeraldServer, scrapy


@pytest.fixture(scope="module")
def herald() -> Iterator[HeraldServer]:
    with HeraldServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


class Run(NamedTuple):
    """What a person sees of a run, what it left, and what the site saw of it."""

    done: Done
    files: dict[str, bytes]
    folders: set[str]
    asked: list[str]

    @property
    def fates(self) -> dict[str, int]:
        """The rows of the summary's table."""
        table = self.done.stdout.partition("seen")[0]
        rows = (line.split() for line in table.splitlines())
        return {" ".join(row[:-1]): int(row[-1]) for row in rows if row and row[-1].isdigit()}

    @property
    def posts(self) -> list[frontmatter.Post]:
        posts = (frontmatter.loads(text.decode()) for text in self.files.values())
        return sorted(posts, key=lambda post: post["origin_url"])


@pytest.fixture(scope="module")
def runs(herald: HeraldServer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Run, Run]:
    """A first crawl, a second when a page that was broken is mended, a replay of the first."""
    folder = tmp_path_factory.mktemp("runs")
    (folder / "herald.yml").write_text(PROFILE.format(host=herald.host, site=herald.site))

    def run(*words: object, output: str = "output", **settings: object) -> Run:
        herald.asked.clear()
        places = {"SOURCES_DIR": folder, "OUTPUT_DIR": folder / output}
        done = scrapy("crawl", *words, **places, **settings)
        articles = sorted((folder / output / "articles").iterdir())
        files = {path.name: path.read_bytes() for path in articles}
        folders = {path.name for path in (folder / output).iterdir() if path.is_dir()}
        return Run(done, files, folders, sorted(herald.asked))

    first = run("news", "-a", "source=herald", EXTRACTION_PROCESSES=1)
    replayed = run("replay", "-a", f"path={folder}/output/archive", output="replayed")
    herald.broken.clear()
    second = run("news", "-a", "source=herald", CLOCK="tests.support.clocks.an_hour_later")
    return first, second, replayed


def test_each_page_has_a_fate(runs: tuple[Run, Run, Run]) -> None:
    expected = {"written": 2, "duplicate": 1, "gone": 1, "robots": 1, "failed": 1}
    assert runs[0].fates == expected, runs[0].done


def test_a_page_that_failed_ends_the_run_with_1(runs: tuple[Run, Run, Run]) -> None:
    assert (runs[0].done.returncode, runs[0].done.stderr) == (1, "")


def test_articles_are_written_with_their_addresses(runs: tuple[Run, Run, Run]) -> None:
    first, _, _ = runs
    assert [post["origin_url"].partition("/2024/")[2] for post in first.posts] == [
        "easthaven",
        "westhaven",
    ]
    assert all(name.startswith("ART2410171545") for name in first.files)


def test_an_article_has_its_title_and_its_text_only(runs: tuple[Run, Run, Run]) -> None:
    post = runs[0].posts[1]
    title = "Harbour of Westhaven reopens after the storm"
    assert post["title"] == title
    assert post.content.split("\n\n") == [f"# {title}", *SENTENCES]


def test_a_run_leaves_only_folders_that_are_declared(runs: tuple[Run, Run, Run]) -> None:
    assert runs[0].folders == {"archive", "articles", "logs", "reports"}
    assert {folder for run in runs for folder in run.folders} <= {"articles", *FOLDERS}


def test_a_second_run_asks_only_for_what_is_open(runs: tuple[Run, Run, Run]) -> None:
    assert runs[1].asked == ["/2024/broken", "/feed.xml", "/world"]


def test_no_request_says_what_has_led_to_it(
    runs: tuple[Run, Run, Run], herald: HeraldServer
) -> None:
    assert len(runs[0].asked) > len(runs[1].asked) > 0
    assert herald.referers == []


def test_a_second_run_changes_no_file_and_adds_what_is_mended(runs: tuple[Run, Run, Run]) -> None:
    first, second, _ = runs
    assert first.files.items() < second.files.items()
    assert second.fates == {"written": 1, "robots": 1}, second.done
    assert second.done.returncode == 0


def test_a_run_with_nothing_due_asks_for_nothing_and_is_well(
    runs: tuple[Run, Run, Run], herald: HeraldServer, tmp_path: Path
) -> None:
    (tmp_path / "herald.yml").write_text(PROFILE.format(host=herald.host, site=herald.site))
    herald.asked.clear()
    dry = scrapy("crawl", "news", "-a", "dry_run=1", SOURCES=tmp_path, OUTPUT_DIR=tmp_path / "a")
    assert (dry.returncode, dry.stdout.count("/2024/")) == (0, 6), dry
    assert "6 pages left for a later run." in dry.stdout
    assert "known:" not in dry.stdout  # the ledger is empty
    folder = tmp_path.parent / "runs0"
    idle = scrapy("crawl", "news", SOURCES=folder, OUTPUT_DIR=folder / "output")
    assert idle.returncode == 0, idle
    assert sorted(herald.asked) == ["/feed.xml", "/robots.txt", "/world"]


def test_a_replay_of_the_archive_gives_the_same_bytes(runs: tuple[Run, Run, Run]) -> None:
    first, _, replayed = runs
    assert replayed.files == first.files
    assert replayed.asked == []


def capture(folder: Path, hour: int) -> str:
    """Save one of the fixtures as it was at an hour of the next day, and return where."""
    folder.mkdir()
    saved = Path("tests/fixtures/presstv/economy-saffron")
    html = saved.with_suffix(".html").read_text("utf-8")
    sidecar = json.loads(saved.with_suffix(".json").read_text("utf-8"))
    sidecar["fetched_at"] = f"2025-11-19T{hour:02}:00:00Z"
    (folder / "page.html").write_text(html.replace("<p>", f"<p>As of {hour}:00. "))
    (folder / "page.json").write_text(json.dumps(sidecar))
    return str(folder)


def test_workers_and_order_change_no_byte(tmp_path: Path) -> None:
    written = []
    fixtures = [f"tests/fixtures/{source}" for source in ("presstv", "phnompenhpost")]
    paths = [*fixtures, *(capture(tmp_path / f"at {hour}", hour) for hour in (9, 10, 11))]
    for processes in (0, 1, 2, 8):
        path = shlex.join(Random(processes).sample(paths, len(paths)))
        output = tmp_path / str(processes)
        settings = {"EXTRACTION_PROCESSES": processes, "OUTPUT_DIR": output}
        scrapy("crawl", "replay", "-a", f"path={path}", is_fork=processes != 2, **settings)
        written.append({path.name: path.read_bytes() for path in output.glob("articles/*")})
    assert len(written[0]) > 5
    assert written[1:] == written[:1] * 3
    (captured,) = (file for file in written[0].values() if b"As of" in file)
    assert b"As of 11:00" in captured  # the last one
    assert b"\ndate: 2025-11-18T15:05:59.003Z\n" in captured  # of the first one


def test_a_page_is_saved_and_replayed(herald: HeraldServer, tmp_path: Path) -> None:
    saved = scrapy("savepage", f"{herald.site}/2024/old-westhaven", "-d", tmp_path / "pages")
    assert saved.returncode == 0, saved
    assert saved.stdout.split() == [
        f"{tmp_path}/pages/westhaven{end}" for end in (".html", ".json")
    ]
    replayed = scrapy("crawl", "replay", "-a", f"path={tmp_path}/pages", OUTPUT_DIR=tmp_path)
    assert replayed.returncode == 0, replayed
    (file,) = (tmp_path / "articles").iterdir()
    assert frontmatter.load(str(file))["origin_url"] == f"{herald.site}/2024/westhaven"


def test_an_edited_file_that_is_replaced_is_kept_and_reported(tmp_path: Path) -> None:
    words = ("crawl", "replay", "-a", "path=tests/fixtures/presstv/koreas-ferry.html", "--quiet")
    assert scrapy(*words, OUTPUT_DIR=tmp_path).stdout == ""
    (article,) = (tmp_path / "articles").iterdir()
    article.write_text("by hand")
    replaced = scrapy(*words, OUTPUT_DIR=tmp_path)
    assert replaced.returncode == 0
    assert "1 updated. 1 edited file replaced; see revisions/." in replaced.stdout
    (kept,) = (tmp_path / "revisions").iterdir()
    assert kept.read_text() == "by hand"


def test_a_page_that_is_not_there_is_not_saved(herald: HeraldServer, tmp_path: Path) -> None:
    lost = scrapy("savepage", f"{herald.site}/2024/closed", "-d", tmp_path)
    assert (lost.returncode, lost.stdout) == (1, "")
    assert lost.stderr == f"{herald.site}/2024/closed: gone: HTTP 404\n"
    assert list(tmp_path.iterdir()) == []


def test_this_machine_is_not_asked_unless_that_is_allowed(
    herald: HeraldServer, tmp_path: Path
) -> None:
    herald.asked.clear()
    urls = f"{herald.site}/2024/westhaven http://localhost:{herald.server_port}/2024/westhaven"
    refused = scrapy(
        "crawl", "article", "-a", f"url={urls}", OUTPUT_DIR=tmp_path, ALLOW_PRIVATE_ADDRESSES=False
    )
    assert refused.stdout.count("private address; ALLOW_PRIVATE_ADDRESSES is off") == 2, refused
    assert herald.asked == []


def test_a_site_whose_certificate_nobody_vouches_for_is_not_believed(tmp_path: Path) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), HeraldRequest) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self_signed(tmp_path / "certificate.pem"))
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        refused = scrapy("savepage", f"https://localhost:{server.server_port}/", "-d", tmp_path)
        server.shutdown()
    assert refused.returncode == 1
    assert "certificate verify failed" in refused.stderr


def self_signed(path: Path) -> Path:
    """Write a key and its certificate for localhost."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1))
        .not_valid_after(datetime(2100, 1, 1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(key.private_bytes(*form) + certificate.public_bytes(Encoding.PEM))
    return path
