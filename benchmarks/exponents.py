"""How does the time of reading and of writing grow with the text? At n and at 4n of each structure.

    python -m benchmarks.exponents

The exponent of a reader in linear time is 1, of a quadratic one 2; below 1 a fixed cost is in it.
"""

import gc
import math
import sys
import time
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from benchmarks.structures import STRUCTURES, Structure
from benchmarks.written_structures import article_of
from crawler.archive.warc import read_warc
from crawler.discovery import read_listing
from crawler.downloader.robots_rules import RobotsRules, robots_text
from crawler.extraction.article import extract_article
from crawler.profiles.profile import GENERIC
from pipelines.document.options import Options
from pipelines.document.render import markdown

HIGHEST = 1.3
GROWTH = 4
ENOUGH = 0.2  # seconds at n: less is drowned by the fixed cost of a page
LARGEST = 8_000_000  # bytes at n
TRIES = 3
KEEPING = Options(output=Path(), keep_links=True, inline_images=True)
PAGE = "https://herald.example/world/harbour"


class Growth(NamedTuple):
    """Seconds of processor time at n and at 4n."""

    size: int  # bytes at n
    before: float
    after: float

    @property
    def exponent(self) -> float:
        """Return k where the time grows as n to the k."""
        return math.log(self.after / self.before, GROWTH)


def read(kind: str, text: bytes) -> None:
    """Read a document as the crawl does, or write an article's file."""
    if kind == "page":
        extract_article(text, PAGE, GENERIC)
    elif kind == "listing":
        read_listing(text, "https://herald.example/listing", GENERIC)
    elif kind == "robots":
        read_listing(text, "https://herald.example/robots.txt", GENERIC)
        RobotsRules.parse(robots_text(text), "news-ingestion").allow(PAGE)
    elif kind == "WARC":
        with NamedTemporaryFile(suffix=".warc") as file:
            file.write(text)
            file.flush()
            for _ in read_warc(Path(file.name)):
                pass
    else:
        markdown(article_of(kind, text.decode()), KEEPING)


def seconds(structure: Structure, count: int, tries: int = TRIES) -> float:
    """Return the least processor time that reading took."""
    text = structure.text(count).encode()
    times = []
    for _ in range(tries):
        gc.collect()
        started = time.process_time()
        read(structure.kind, text)
        times.append(time.process_time() - started)
    return max(min(times), 1e-4)


def growth(structure: Structure) -> Growth:
    """Return the growth at the first n that takes long enough to be measured."""
    count = 100
    while seconds(structure, count, 1) < ENOUGH and len(structure.text(count)) * GROWTH < LARGEST:
        count *= GROWTH
    size = len(structure.text(count))
    return Growth(size, seconds(structure, count), seconds(structure, count * GROWTH))


def main() -> None:
    """Print a line for each structure; exit with 1 if one grows faster than HIGHEST."""
    names = sys.argv[1:] or list(STRUCTURES)
    above = 0
    seconds(STRUCTURES[names[0]], 1, tries=1)  # which loads what reads
    for name in names:
        found = growth(STRUCTURES[name])
        is_above = found.exponent > HIGHEST
        above += is_above
        line = (
            f"{found.size:>9,}  {found.before:7.3f} s  {found.after:7.3f} s  {found.exponent:5.2f}"
        )
        sys.stdout.write(f"{name:28}{line}{'  <' if is_above else ''}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(names)} structures, {above} above {HIGHEST}\n")
    sys.exit(above > 0)


if __name__ == "__main__":
    main()
