"""How long `scrapy check` takes over many articles: `python -m benchmarks.check [--files 100000]`.

The articles are made in a folder of their own, which is removed at the end. The files are read from
the system's cache, as they have just been written.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from time import perf_counter

from crawler.items import Article, Block, Image, Span
from crawler.ledger import Entry, Ledger
from pipelines.codes import codes
from pipelines.options import Options
from pipelines.render import render, text_hash
from pipelines.store import content_key

ROOT = Path(__file__).parent.parent
START = datetime(2024, 1, 1, tzinfo=timezone.utc)
SENTENCE = "Ferries between the islands sail again, the master of the harbour said on day {}."
PARAGRAPHS = 20  # of two sentences: about as long as a news story


def article(number: int) -> Article:
    """Return one of the articles."""
    url = f"https://herald.example/world/{number}/harbour-reopens"
    text = SENTENCE.format(number)
    made = Article(
        url=url,
        canonical_url=url,
        source="herald",
        headline=f"Harbour reopens after storm number {number}",
        description=text,
        category="WORLD",
        language="en",
        image=Image(url=f"{url}.jpg", caption="The harbour on Sunday."),
        body=(Block("paragraph", (Span(f"{text} {text}"),)),) * PARAGRAPHS,
        date_published=START + timedelta(minutes=number),
        date_retrieved=START + timedelta(minutes=number + 5),
    )
    made.code = next(codes(made))
    return made


def fill(output: Path, number: int) -> None:
    """Write the articles and their ledger."""
    options = Options(output=output)
    (output / "articles").mkdir()
    with closing(Ledger(f"sqlite:///{output / 'ledger.sqlite'}")) as ledger:
        ledger.begin_run("news", START)
        for made in map(article, range(number)):
            content = render(made, made.retrieved, options).encode()
            path = options.article_path.format(code=made.code)
            (output / path).write_bytes(content)
            entry = Entry(
                url=made.url,
                code=made.code,
                source=made.source,
                run=ledger.run,
                first_retrieved=made.retrieved,
                retrieved=made.retrieved,
                path=path,
                hash=text_hash(made),
                content=content_key(content),
            )
            ledger.save(entry)


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
