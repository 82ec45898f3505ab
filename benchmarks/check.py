"""How long `scrapy check` takes over many articles: `python -m benchmarks.check [--files 100000]`.

The articles are made in a folder of their own, which is removed at the end. The files are read from
the system's cache, as they have just been written.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from itertools import islice
from pathlib import Path
from time import perf_counter

from crawler.items import Article, Block, FiledArticle, Image, Span
from crawler.ledger import Entry
from crawler.ledger.database.database import Database
from crawler.ledger.database.schema import articles, url_key
from pipelines.article_code import code_letters
from pipelines.document.options import Options
from pipelines.document.render import render
from pipelines.files.store import content_key

ROOT = Path(__file__).parent.parent
START = datetime(2024, 1, 1, tzinfo=timezone.utc)
NUMBER, CODE = "7777777", "ART2401010000AAAAAA"  # stand for those of each file
AT_A_TIME = 1000
PARAGRAPHS = 20  # of two sentences: about as long as a news story


def article() -> Article:
    """Return the article of which all the others are copies, but for a number."""
    url = f"https://herald.example/world/{NUMBER}/harbour-reopens"
    text = f"Ferries between the islands sail again, the harbour said on day {NUMBER}."
    return Article(
        url=url,
        canonical_url=url,
        source="herald",
        headline=f"Harbour reopens after storm number {NUMBER}",
        description=text,
        category="WORLD",
        language="en",
        image=Image(url=f"{url}.jpg", caption="The harbour on Sunday."),
        body=(Block("paragraph", (Span(f"{text} {text}"),)),) * PARAGRAPHS,
    )


def files(number: int) -> Iterator[tuple[Entry, bytes]]:
    """Yield what the ledger knows of each file, and the file."""
    made, options = article(), Options(output=Path())
    pattern = render(FiledArticle(article=made, code=CODE), START, options)
    for n in range(number):
        digits = f"{n:0{len(NUMBER)}}"
        url = made.url.replace(NUMBER, digits)
        code = f"ART{START + timedelta(minutes=n):%y%m%d%H%M}{code_letters(url)}"
        content = pattern.replace(NUMBER, digits).replace(CODE, code).encode()
        entry = Entry(
            url=url,
            code=code,
            source=made.source,
            run=1,
            first_retrieved=START,
            retrieved=START,
            path=options.article_path.format(code=code),
            content=content_key(content),
        )
        yield entry, content


def fill(output: Path, number: int) -> None:
    """Write the files and their ledger."""
    (output / "articles").mkdir()
    with closing(Database(f"sqlite:///{output / 'ledger.sqlite'}")) as ledger:
        made = files(number)
        while some := list(islice(made, AT_A_TIME)):
            rows = [{"key": url_key(entry.url), **asdict(entry)} for entry, _ in some]
            ledger.insert_new(articles, rows)
            for entry, content in some:
                assert entry.path is not None
                (output / entry.path).write_bytes(content)


def main() -> None:
    """Make the articles, check them, and print seconds and megabytes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    number = parser.parse_args().files
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), number)
        start = perf_counter()
        command = [sys.executable, "-m", "scrapy", "check", "-s", f"OUTPUT_DIR={folder}"]
        subprocess.run(command, cwd=ROOT, check=True)
        seconds = perf_counter() - start
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{number} files in {seconds:.1f} s, {usage.ru_utime + usage.ru_stime:.1f} s of CPU, "
        f"{usage.ru_maxrss / 1024:.0f} MB at most in a process"
    )


if __name__ == "__main__":
    main()
