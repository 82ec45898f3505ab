"""Hostile pages at full size: how long each takes, and that each ends with a fate."""

import asyncio
import json
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.speed.figures import Figures, Target
from benchmarks.speed.pages import hostile
from benchmarks.speed.replays import replay
from crawler.profiles.profile import GENERIC
from crawler.settings import EXTRACTION_TIMEOUT
from crawler.workers.pool import Extractor
from crawler.workers.worker import GRACE, ExtractionFailed


def hostile_pages(corpora: Path, share: float) -> Figures:
    """Measure each page by itself in a worker, then replay them all."""
    del corpora, share
    pages = hostile()
    figures = Figures("Hostile pages", ("page", "MB", "seconds", "outcome"))
    times = []
    for name, html in pages.items():
        seconds, outcome = asyncio.run(ended(html))
        times.append(seconds)
        figures.add(name, len(html) / 1e6, seconds, outcome)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, html in enumerate(pages.values()):
            (folder / f"{number}.html").write_bytes(html)
            sidecar = {"url": f"https://herald.example/2024/story-{number}"}
            (folder / f"{number}.json").write_text(json.dumps(sidecar))
        replay(folder, folder / "output")
        (report,) = (folder / "output" / "reports").glob("*.json")
        fates = json.loads(report.read_text())["totals"]
    figures.targets = [
        Target("seconds of the slowest page", max(times), EXTRACTION_TIMEOUT + GRACE),
        Target("pages with a fate in a replay", sum(fates.values()), len(pages), True),
    ]
    return figures


async def ended(html: bytes) -> tuple[float, str]:
    """Return the seconds until a page ended, and how."""
    extractor = Extractor(1, EXTRACTION_TIMEOUT)
    await extractor.extract(b"<html><p>A page.", "https://herald.example/", GENERIC, None)
    start = perf_counter()
    try:
        article = await extractor.extract(html, "https://herald.example/2024/story", GENERIC, None)
        outcome = f"{article.page_type}, {len(article.text):,} characters"
    except ExtractionFailed as failure:
        outcome = failure.reason
    seconds = perf_counter() - start
    extractor.close()
    return seconds, outcome
