"""How large an archive is, and how fast its pages are extracted anew, beside a replay of them.

    python -m benchmarks.reextraction                # 1,000 pages and variants of them
    python -m benchmarks.reextraction --pages 300 --processes 1

Records the pages as a crawl does, packed as servers send them and plain; then `scrapy reextract`
makes their articles (which is what a crawl does with them), rewrites nothing, and rewrites all of
them, under another layout. Rates count the start of the command.
"""

import argparse
import gzip
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import monotonic, process_time
from urllib.parse import urlsplit

from benchmarks.speed.pages import CORPORA, FETCHED, all_pages, distinct
from crawler.archive.recorder import Recorder
from crawler.archive.records import SavedPage
from crawler.archive.warc_writer import Exchange
from crawler.ledger import Ledger

HTML = ("Content-Type", "text/html; charset=utf-8")
REQUEST = (
    ("Host", "news.example"),
    ("User-Agent", "news-ingestion/0.1 (+https://news.example/contact)"),
    ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("Accept-Language", "*"),
    ("Accept-Encoding", "gzip, deflate, br, zstd"),
)


def record(output: Path, number: int, *, is_packed: bool) -> tuple[int, int, float]:
    """Record so many pages; return their bytes, those of the archive, and seconds a page."""
    pages = all_pages(CORPORA)
    exchanges, plain = [], 0
    for place, html in enumerate(distinct(pages, number)):
        host = urlsplit(pages[place % len(pages)][1]).hostname or "news.example"
        body = gzip.compress(html, 6) if is_packed else html
        headers = (HTML, ("Content-Encoding", "gzip")) if is_packed else (HTML,)
        url = f"https://{host}/2024/10/18/story-{place}"
        at = FETCHED + timedelta(seconds=place)
        answer = SavedPage(url, at, 200, headers, body)
        exchanges.append(Exchange(answer=answer, asked=REQUEST, known={"source": "news"}))
        plain += len(html)
    output.mkdir()
    with closing(Ledger(f"sqlite:///{output / 'ledger.sqlite'}")) as ledger:
        recorder = Recorder(output / "archive", ledger, "news", most=0, most_of_a_file=100_000_000)
        ledger.begin_run("news", FETCHED)
        start = process_time()
        for exchange in exchanges:
            recorder.record(exchange, "news")
        seconds = (process_time() - start) / number
        recorder.close()
        ledger.end_run(FETCHED, "finished", {})
    return plain, recorder.size, seconds


def reextract(output: Path, number: int, processes: int, *words: str) -> tuple[float, float]:
    """Run the command; return pages a second, and CPU seconds a page."""
    line = [sys.executable, "-m", "scrapy", "reextract", "-q", *words]
    settings = {"OUTPUT_DIR": output, "EXTRACTION_PROCESSES": processes, "HOLD_BELOW": 0}
    start, before = monotonic(), getrusage(RUSAGE_CHILDREN)
    subprocess.run(
        [*line, *(f"-s{name}={value}" for name, value in settings.items())],
        stdout=subprocess.DEVNULL,
        check=False,  # a page of the corpora that has no article is no matter here
    )
    after = getrusage(RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return number / (monotonic() - start), cpu / number


def main() -> None:
    """Print the sizes and the rates."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    number, processes = options.pages, options.processes
    with TemporaryDirectory() as folder:
        for name, is_packed in (("plain", False), ("packed", True)):
            output = Path(folder, name)
            plain, size, seconds = record(output, number, is_packed=is_packed)
            print(
                f"{number} pages of {plain / number / 1000:.0f} kB, {name}: an archive of"
                f" {size / 1e6:.1f} MB, {size / number / 1000:.1f} kB a page;"
                f" recorded in {seconds * 1000:.1f} ms of CPU each",
                flush=True,
            )
        for what, words in (
            ("first articles", ()),
            ("nothing otherwise", ()),
            ("all rewritten", ("-sLAYOUT=story",)),
        ):
            rate, cpu = reextract(output, number, processes, *words)
            print(
                f"{what}: {rate:.1f} pages/s in {processes} processes, {cpu * 1000:.0f} ms of CPU a"
                f" page, which is {processes / cpu:.1f} pages/s where nothing else runs",
                flush=True,
            )
        index = (output / "ledger.sqlite").stat().st_size
        print(f"ledger with index and articles: {index / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
