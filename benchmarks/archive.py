"""How long a replay of an archive takes that is mostly pictures, scripts and redirects.

    python -m benchmarks.archive --records 20000 --pages 0.05

Writes an archive as crawlers of whole sites do, and one of its pages alone; replays both with
`scrapy crawl replay`, and prints the CPU seconds of each and their ratio.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, getrusage

from benchmarks.speed.pages import FETCHED, ROOT, sized
from crawler.archive.records import SavedPage
from crawler.archive.warc_writer import WarcWriter

PAGE_SIZE = 60_000  # bytes
OTHERS = (
    ("image/jpeg", 200, 30_000),
    ("image/webp", 200, 20_000),
    ("application/javascript", 200, 20_000),
    ("text/css", 200, 10_000),
    ("application/json", 200, 2_000),
    ("text/html", 301, 0),
)


def write(path: Path, records: int, step: int, *, pages_only: bool) -> None:
    """Write an archive in which every step-th record is a page."""
    writer = WarcWriter(path)
    random = Random(7)
    for number in range(records):
        url = f"https://n{number % 64}.example/2024/10/17/story-{number}"
        if number % step == 0:
            body, kind, status = sized(PAGE_SIZE, number), "text/html", 200
        elif pages_only:
            continue
        else:
            kind, status, size = OTHERS[number % len(OTHERS)]
            body = random.randbytes(size)
        writer.write(SavedPage(url, FETCHED, status, (("Content-Type", kind),), body))
    writer.close()


def replayed(archive: Path, output: Path) -> tuple[float, str]:
    """Return the CPU seconds of a replay, and what it says of itself."""
    before = getrusage(RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "scrapy", "crawl", "replay", "-a", f"path={archive}"]
    run = subprocess.run(
        [*command, "-s", f"OUTPUT_DIR={output}"], cwd=ROOT, capture_output=True, text=True
    )
    after = getrusage(RUSAGE_CHILDREN)
    said = (run.stdout + run.stderr).strip().splitlines()
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, f"exit {run.returncode}: {said[-1] if said else ''}"


def main() -> None:
    """Print the CPU seconds of both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--pages", type=float, default=0.05, help="share of the records")
    asked = parser.parse_args()
    seconds = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, pages_only in (("pages alone", True), ("whole archive", False)):
            archive = Path(folder, f"{name}.warc.gz")
            write(archive, asked.records, round(1 / asked.pages), pages_only=pages_only)
            seconds[name], said = replayed(archive, Path(folder, name))
            print(f"{name}: {seconds[name]:.1f} s of CPU; {said}", flush=True)
    print(f"ratio {seconds['whole archive'] / seconds['pages alone']:.2f}")


if __name__ == "__main__":
    main()
