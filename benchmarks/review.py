"""How quick the review page is with many articles: `python -m benchmarks.review --articles 100000`.

It invents that many, with their files and their entries in a ledger, has the catalogue made of
them, asks the application for its pages, and prints what each took on the server: the median and
the slowest of 20. The target is a page in less than 200 ms.
"""

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random
from time import perf_counter

from scrapy.settings import Settings

from benchmarks.reports import report
from crawler.ledger import Entry, Ledger, open_ledger
from crawler.review.application import application
from crawler.review.doors import Doors
from pipelines.files.store import content_key

TIMES = 20
START = datetime(2026, 1, 1, tzinfo=timezone.utc)
SOURCES = [f"paper{number}" for number in range(40)]
CATEGORIES = "WORLD NATIONAL POLITICS BUSINESS SCIENCE SPORT CULTURE OPINION".split()
LANGUAGES = "en en en de fr es km ar".split()
PAGES = {
    "the inbox": "/",
    "its last page": "/?page=200",
    "all articles": "/?view=all",
    "page 200 of all": "/?view=all&page=200",
    "of a source": "/?view=all&source=paper3",
    "source, category, language": "/?view=all&source=paper3&category=WORLD&language=en",
    "of a month": "/?view=all&since=2026-02-01&until=2026-02-28",
    "a rare word": "/?view=all&q=x4711",
    "a word of all": "/?view=all&q=the",
    "two words": "/?view=all&q=harbour+report",
    "a phrase in the inbox": "/?q=%22of+the%22",
}

_FILE = """---
layout: post
code: "{code}"
origin_url: "{url}"
image: ""
title: "{title}"
description: "{title}"
category: "{category}"
language: "{language}"
date: 2026-01-01T00:00:00.000Z
---

# {title}

{text}
"""


def invented(number: int, random: Random, texts: list[str]) -> Iterator[tuple[Entry, bytes]]:
    """Yield so many articles, of which one in fifty is held, each with its file."""
    for at in range(number):
        url = f"https://{random.choice(SOURCES)}.example/{at}"
        published = START + timedelta(minutes=at)
        letters = "".join(chr(65 + at // 26**place % 26) for place in range(6))
        code = f"ART{published:%y%m%d%H%M}{letters}"
        sure, is_held = random.randint(40, 99), random.random() < 0.02
        path = f"{'held' if is_held else 'articles'}/{code}.md"
        title = f"Harbour {at} reopens, report x{at} says"
        values = {"category": random.choice(CATEGORIES), "language": random.choice(LANGUAGES)}
        text = random.choice(texts)
        file = _FILE.format(code=code, url=url, title=title, text=text, **values)
        entry = Entry(
            url=url,
            code=code,
            source=url[8:].partition(".")[0],
            run=1 + at * 40 // number,
            first_retrieved=published,
            retrieved=published,
            published=published,
            path=path,
            content=content_key(file.encode()),
            held=f"confidence {sure} < 60" if is_held else None,
            confidence=sure,
        )
        yield entry, file.encode()


def made(output: Path, number: int) -> None:
    """Fill an output folder with articles."""
    random = Random(1)
    texts = ["\n\n".join(report(random, 8)) for _ in range(2000)]
    for folder in ("articles", "held"):
        (output / folder).mkdir(parents=True)
    with closing(ledger_of(output)) as ledger:
        for entry, file in invented(number, random, texts):
            (output / str(entry.path)).write_bytes(file)
            ledger.save(entry)


def ledger_of(output: Path) -> Ledger:
    """Return the ledger of a folder."""
    return open_ledger(settings_of(output), "benchmark")


def settings_of(output: Path) -> Settings:
    """Return the project's settings with another output folder."""
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.set("OUTPUT_DIR", str(output))
    return settings


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    number = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        made(output, number)
        review = application(settings_of(output), Doors(port=8765))
        start = perf_counter()
        review.keeper.refresh()
        print(f"catalogue of {number} articles made in {perf_counter() - start:.1f} s")
        start = perf_counter()
        review.keeper.refresh()
        print(f"looked through again, nothing changed, in {perf_counter() - start:.2f} s")
        sizes = sum(path.stat().st_size for path in (output / "review").iterdir())
        print(f"it has {sizes / 1e6:.0f} MB")
        client = review.app.test_client()
        for name, path in PAGES.items():
            times = []
            for _ in range(TIMES):
                start = perf_counter()
                answer = client.get(path, base_url="http://127.0.0.1:8765")
                times.append((perf_counter() - start) * 1000)
                assert answer.status_code == 200, answer.status
            print(f"{name:28} {statistics.median(times):6.1f} ms, slowest {max(times):6.1f} ms")
        review.keeper.refresh()  # so that none is at work in the folder when it goes


if __name__ == "__main__":
    main()
