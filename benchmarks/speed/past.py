"""What a long memory costs: passes, start-up and `scrapy sources` with ten million settled URLs."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.speed.crawls import OURS, PLAIN, ROUNDS, SETTINGS
from benchmarks.speed.figures import Figures, Target
from benchmarks.speed.pages import sized
from benchmarks.speed.processes import measured, scrapy
from benchmarks.speed.site import site
from crawler.ledger import Ledger

SMALL, LARGE = 1_000, 10_000_000
FOUND = 1_000  # URLs that a pass discovers
NOTHING_DUE = "nothing due"
NOW = datetime(2024, 10, 18, tzinfo=timezone.utc)
_CHUNK = 100_000
_MILLISECONDS = int(NOW.timestamp() * 1000)
_DAY = 86_400_000


def fill(path: Path, number: int, articles: int) -> None:
    """Write a ledger of so many settled URLs, of which some are articles of the last years."""
    with closing(Ledger(f"sqlite:///{path}")) as ledger:
        ledger.begin_run("news", NOW)
        ledger.end_run(NOW, "finished", {"written": articles})
    random = np.random.default_rng(number)
    keys = np.unique(random.integers(-(2**63), 2**63, number, dtype=np.int64))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        for start in range(0, len(keys), _CHUNK):
            chunk = keys[start : start + _CHUNK].tolist()
            connection.executemany(
                "INSERT INTO urls (key, fate, article, run, visited, tries, etag)"
                " VALUES (?, 'written', ?, 1, ?, 0, ?)",
                ((key, key, _MILLISECONDS, f'"{key:x}"' if key % 2 else None) for key in chunk),
            )
        chosen = keys[:: max(1, number // articles)][:articles].tolist()
        connection.executemany(
            "INSERT INTO articles (key, url, code, source, run, first_retrieved, retrieved,"
            " published, path, hash, content, updated, marks, revisions)"
            " VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, 100, 0)",
            map(article, chosen, range(articles)),
        )
        connection.commit()


def article(key: int, number: int) -> tuple[object, ...]:
    """Return an article's row: of one of 20 sources, a thousand a day."""
    at = _MILLISECONDS - number * _DAY // 1000
    code = f"ART{number:016d}"
    url = f"https://herald.example/2024/10/17/a-story-of-the-harbour-number-{number}"
    file = f"articles/{code}.md"
    return (key, url, code, f"source{number % 20}", at, at, at, file, f"{key:064x}", key, at)


def long_memory(corpora: Path, share: float) -> Figures:
    """Measure passes with 1,000 and with 10,000,000 settled URLs, in turns."""
    del corpora
    sizes = (SMALL, max(SMALL, int(LARGE * share)))
    found = max(20, int(FOUND * share))
    seconds: dict[str, dict[int, list[float]]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        outputs = {size: folder / f"output-{size}" for size in sizes}
        for size, output in outputs.items():
            fill(output / "ledger.sqlite", size, size // 10)
        disk = {size: (output / "ledger.sqlite").stat().st_size for size, output in outputs.items()}
        root = folder / "site"
        root.mkdir()
        with site(root, folder) as served:
            write_source(folder / "sources", served.host(0))
            for turn in range(ROUNDS):
                write_pages(root, served.host(0), turn * found, found)
                for size, output in outputs.items():
                    for part, taken in passes(output, folder / "sources"):
                        seconds.setdefault(part, {}).setdefault(size, []).append(taken)
        start = scrapy_start(folder)
    figures = Figures(
        f"Passes over {found} URLs beside a long memory, {ROUNDS} times in turns",
        ("seconds", *(f"{size:,} settled URLs" for size in sizes), "ratio"),
    )
    middle = {part: [median(taken[size]) for size in sizes] for part, taken in seconds.items()}
    for part, (small, large) in middle.items():
        figures.add(part, small, large, large / small)
        figures.targets.append(Target(f"{part}, ratio", large / small, 1.3))
    figures.add("ledger, bytes a URL", *(disk[size] / size for size in sizes), "")
    over = middle[NOTHING_DUE][1] - start
    figures.targets.append(Target("start-up, seconds over Scrapy's", over, 1))
    return figures


def passes(output: Path, sources: Path) -> Iterator[tuple[str, float]]:
    """Yield the passes that are measured, and their seconds."""
    crawl = scrapy(
        *("crawl", "news", "--quiet"),
        **SETTINGS, **OURS, SOURCES=sources, OUTPUT_DIR=output,
    )  # fmt: skip
    chosen = [*crawl, "-a", "source=herald"]
    yield "all new", measured(chosen).seconds
    yield "all known", measured(chosen).seconds
    yield NOTHING_DUE, measured(crawl).seconds
    yield "scrapy sources", measured(scrapy("sources", SOURCES=sources, OUTPUT_DIR=output)).seconds


def scrapy_start(folder: Path) -> float:
    """Return the seconds that Scrapy takes to run a spider that asks for nothing."""
    idle = folder / "urls.txt"
    idle.write_text("")
    bare = scrapy("runspider", PLAIN, "-a", f"urls={idle}", "-a", f"folder={folder}/plain")
    return median(measured(bare, cwd=folder).seconds for _ in range(ROUNDS))


def write_source(sources: Path, host: str) -> None:
    """Write the profile of a source that has a feed."""
    sources.mkdir()
    (sources / "herald.yml").write_text(
        f"name: herald\ndomains: ['{host}']\nfeeds: ['http://{host}/feed.xml']\n"
        "timezone: UTC\nlanguage: en\n"
    )


def write_pages(root: Path, host: str, first: int, number: int) -> None:
    """Write so many articles, and a feed that names them."""
    items = ""
    for story in range(first, first + number):
        (root / f"story-{story}.html").write_bytes(sized(5000, story))
        items += f"<item><link>http://{host}/story-{story}.html</link></item>"
    (root / "feed.xml").write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title>'
        f"{items}</channel></rss>"
    )
