"""How quick the review page is with many articles: `python -m benchmarks.review --articles 100000`.

It invents that many, with their files and their entries in a ledger, has the catalogue made of
them, asks the application for its pages, and prints what each took on the server: the median and
the slowest of 20. The target is a page in less than 200 ms. With --ledger the catalogue is in that
PostgreSQL database, which is to be empty. Then a source of --pages pages is made, and a line of its
profile tried on all of them: one that changes each page, another one of the same field, as a person
tries several, and one of which few pages have the box.
"""

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random
from time import perf_counter, sleep

from scrapy.settings import Settings

from benchmarks.reports import report
from crawler.archive.recorder import Recorder
from crawler.archive.records import SavedPage
from crawler.archive.warc_writer import Exchange
from crawler.ledger import Entry, open_ledger
from crawler.review.application import Review, application
from crawler.review.desk.rules import Rule
from crawler.review.desk.source_correction import profile_text, trial_of
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

HEAD = "<html lang=en><body><nav><a href=/>Home</a></nav><article>"
FOOT = "</article><footer>Share this article</footer></body></html>"

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


def made(settings: Settings, number: int) -> None:
    """Fill an output folder with articles."""
    output = Path(settings["OUTPUT_DIR"])
    random = Random(1)
    texts = ["\n\n".join(report(random, 8)) for _ in range(2000)]
    for folder in ("articles", "held"):
        (output / folder).mkdir(parents=True)
    with closing(open_ledger(settings, "benchmark")) as ledger:
        for entry, file in invented(number, random, texts):
            (output / str(entry.path)).write_bytes(file)
            ledger.save(entry)


def settings_of(folder: Path, ledger: str | None) -> Settings:
    """Return the project's settings with another output folder, and profiles beside it."""
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.setdict({"OUTPUT_DIR": str(folder / "output"), "SOURCES_DIR": str(folder / "sources")})
    settings.set("LEDGER_URL", ledger)
    (folder / "sources").mkdir()
    return settings


def archived(settings: Settings, number: int) -> None:
    """Leave so many pages of a source in the archive, one in fifty with a box of its own."""
    random, folder = Random(2), Path(settings["OUTPUT_DIR"], "archive")
    texts = [report(random, 12) for _ in range(200)]
    Path(settings["SOURCES_DIR"], "quay.yml").write_text("name: quay\ndomains: [quay.example]\n")
    with closing(open_ledger(settings, "benchmark")) as ledger:
        ledger.begin_run("news", START)
        recorder = Recorder(folder, ledger, "news", most=0, most_of_a_file=10_000_000)
        for at in range(number):
            body = "".join(f"<p>{line}</p>" for line in random.choice(texts))
            box = (
                '<p class="stall">The harbour office told readers that its tables are sold.</p>'
                * (at % 50 == 0)
            )
            html = f"{HEAD}<h1>Harbour {at} reopens</h1>{box}{body}{FOOT}".encode()
            page = SavedPage(f"https://quay.example/{at}", START, 200, (), html)
            recorder.record(Exchange(answer=page, asked=()), "quay")
        recorder.close()
        ledger.end_run(START, "finished", {})


def counted(review: Review, name: str, rule: Rule) -> None:
    """Print how long a rule takes on all pages of the source."""
    desk = review.app.extensions["desk"]
    start = perf_counter()
    trial = desk.counting.look(trial_of(desk, "quay", rule, "", profile_text(desk, "quay")), 6)
    first = perf_counter() - start
    seen = trial.tried
    while not trial.is_over:
        desk.counting.find(trial.number)
        sleep(0.05)
    took = perf_counter() - start
    print(
        f"{name:28} {trial.changed} of {trial.tried} pages change: {took:.1f} s, "
        f"the first {seen} in {first:.1f} s"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--ledger")
    options = parser.parse_args()
    number = options.articles
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_of(Path(folder), options.ledger)
        output = Path(settings["OUTPUT_DIR"])
        made(settings, number)
        archived(settings, options.pages)
        review = application(settings, Doors(port=8765))
        start = perf_counter()
        review.keeper.refresh()
        print(f"catalogue of {number} articles made in {perf_counter() - start:.1f} s")
        start = perf_counter()
        review.keeper.refresh()
        print(f"looked through again, nothing changed, in {perf_counter() - start:.2f} s")
        if (output / "review").exists():
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
        with review.counting:
            counted(review, "lines of each page", Rule("drop_lines", ".{80,}"))
            counted(review, "others of each page", Rule("drop_lines", ".{100,}"))
            counted(review, "a box of few pages", Rule("drop_blocks", "p.stall"))
        review.keeper.refresh()  # so that none is at work in the folder when it goes


if __name__ == "__main__":
    main()
