"""What a long memory costs: passes, start-up and `scrapy sources` with ten million settled URLs."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from benchmarks.speed.crawls import OURS, PLAIN, ROUNDS, SETTINGS
from benchmarks.speed.figures import Figures, Target
from benchmarks.speed.pages import sized
from benchmarks.speed.processes import measured, scrapy
from benchmarks.speed.site import site
from crawler.ledger import Ledger

SMALL, LARGE = 1_000, 10_000_000
FOUND = 1_000  # URLs that a pass discovers
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
    """Measure the same with 1,000 and with 10,000,000 settled URLs, in turns."""
    del corpora
    sizes = (SMALL, max(SMALL, int(LARGE * share)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root, sources = folder / "site", folder / "sources"
        root.mkdir()
        sources.mkdir()
        outputs = {size: folder / str(size) for size in sizes}
        for size, output in outputs.items():
            fill(output / "ledger.sqlite", size, max(100, size // 10))
        disk = {size: (output / "ledger.sqlite").stat().st_size for size, output in outputs.items()}
        urls = [f"https://herald.example/2024/10/18/{number}" for number in range(FOUND)]
        seconds: dict[str, dict[int, list[float]]] = {}
        with site(root, folder) as served:
            feed = f"http://{served.host(0)}/feed.xml"
            write_feed(root / "feed.xml", urls)
            (root / "story.html").write_bytes(sized(5000))
            (sources / "source0.yml").write_text(
                f"name: source0\ndomains: ['{served.host(0)}', herald.example]\n"
                f"feeds: ['{feed}']\ntimezone: UTC\nlanguage: en\n"
            )
            for turn in range(ROUNDS):
                for size, output in outputs.items():
                    for part, taken in parts(output, sources, urls, turn):
                        seconds.setdefault(part, {}).setdefault(size, []).append(taken)
        idle = folder / "urls.txt"
        idle.write_text("")
        bare = scrapy("runspider", PLAIN, "-a", f"urls={idle}", "-a", f"folder={folder}/plain")
        start = median(measured(bare, cwd=folder).seconds for _ in range(ROUNDS))
    figures = Figures(
        f"A pass over {FOUND} URLs beside a long memory, {ROUNDS} times in turns",
        ("seconds", *(f"{size:,} settled URLs" for size in sizes), "ratio"),
    )
    middle = {part: [median(taken[size]) for size in sizes] for part, taken in seconds.items()}
    for part, (small, large) in middle.items():
        figures.add(part, small, large, large / small)
    figures.add("ledger, bytes a URL", *(disk[size] / size for size in sizes), "")
    figures.targets = [
        *(Target(f"{part}, of that with {SMALL:,}", large / small, 1.3)
          for part, (small, large) in middle.items()),
        Target("start-up, seconds over Scrapy's", middle["crawl of nothing"][1] - start, 1),
    ]  # fmt: skip
    return figures


def parts(output: Path, sources: Path, urls: list[str], turn: int) -> Iterator[tuple[str, float]]:
    """Yield what is measured, and its seconds."""
    address = f"sqlite:///{output / 'ledger.sqlite'}"
    yield "look up, and settle", timed(lambda: settle(address, [f"{url}?{turn}" for url in urls]))
    yield "look up, all known", timed(lambda: settle(address, urls))
    settings = {**SETTINGS, **OURS, "SOURCES": sources, "OUTPUT_DIR": output}
    crawl = ("crawl", "news", "--quiet")
    if turn == 0:
        measured(scrapy(*crawl, "-a", "source=source0", **settings))
    yield "scrapy crawl news", measured(scrapy(*crawl, "-a", "source=source0", **settings)).seconds
    yield "crawl of nothing", measured(scrapy(*crawl, **settings)).seconds
    yield "scrapy sources", measured(scrapy("sources", SOURCES=sources, OUTPUT_DIR=output)).seconds


def settle(address: str, urls: list[str]) -> None:
    """Do to the ledger what a pass does that discovers URLs and fetches those that are new."""
    with closing(Ledger(address)) as ledger:
        known = ledger.settled(urls, NOW)
        new = [url for url in urls if url not in known]
        ledger.agenda.add(new, ledger.run, NOW, due=NOW)
        for page in ledger.agenda.due_pages(NOW):
            ledger.record(page.url, "not an article", at=NOW)


def write_feed(path: Path, urls: list[str]) -> None:
    """Write a feed of these links."""
    items = "".join(f"<item><link>{url}</link></item>" for url in urls)
    path.write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title>'
        f"{items}</channel></rss>"
    )


def timed(action: Callable[[], None]) -> float:
    """Return the seconds that something takes."""
    start = perf_counter()
    action()
    return perf_counter() - start
