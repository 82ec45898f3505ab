"""A simulated month of the press: a local server, invented publishers, a virtual clock.

    python -m benchmarks.press_world --days 30

The news spider runs once an hour of that time, with the project's own settings, pipelines and
ledger. Then its work is compared with what the publishers know, and its requests and bytes with
those of a spider that remembers nothing; exit code 1 if a claim does not hold.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.reactor import install_reactor
from twisted.python.failure import Failure

from benchmarks.press_counts import Log, broken_claims, counts
from benchmarks.press_server import START, World
from benchmarks.publishers import HOUR


def settings(world: World, folder: Path) -> Settings:
    """Return the project's settings, in the world's time and without pauses."""
    chosen = Settings()
    chosen.setmodule("crawler.settings", priority="project")
    chosen.update(
        {
            "CLOCK": lambda: world.now,
            "SOURCES": str(folder / "sources"),
            "OUTPUT_DIR": str(folder / "output"),
            "CONTACT": "desk@herald.example",
            "ALLOW_PRIVATE_ADDRESSES": True,
            "DOWNLOAD_DELAY": 0,
            "AUTOTHROTTLE_ENABLED": False,
            "RETRY_TIMES": 0,
            "EXTRACTION_PROCESSES": 0,
            "LOG_LEVEL": "ERROR",
        },
        priority="cmdline",
    )
    return chosen


async def live(world: World, folder: Path) -> Log:
    """Run the news spider once an hour."""
    from crawler.run.fate_recorder import FateRecorder
    from crawler.run.source_health import SourceHealth
    from crawler.run.verdict import Ending, verdict
    from crawler.spiders.news import NewsSpider

    log = Log()
    runner = AsyncCrawlerRunner(settings(world, folder))
    for hour in range(int(world.days * 24)):
        world.now = START + hour * HOUR
        world.naive.run(world.now)
        crawler = runner.create_crawler(NewsSpider)
        await runner.crawl(crawler)
        tally = crawler.get_extension(FateRecorder).tally
        log.runs += 1
        log.fates.update(tally.totals)
        log.unsettled += abs(tally.seen - tally.totals.total() - tally.left.total())
        if world.dark.is_dark(world.now):
            waits = {wait.source for wait in tally.waits.values()}
            troubles = {trouble.source for trouble in tally.broken_listings}
            log.dark_runs += 1
            log.silent_runs += "dark" not in waits | troubles
            log.failed_runs += "dark" in (*tally.unanswered, *troubles)
        health = crawler.get_extension(SourceHealth)
        end = Ending(tally, "finished", alarms=health.alarms, traits=NewsSpider.traits)
        log.strict_mails += bool(verdict(end).exit_code)
        end = replace(end, announced=health.announced)
        log.mails += bool(verdict(end).exit_code or health.announced.over)
        for source, _ in crawler.get_extension(SourceHealth).alarms:
            log.alarms[source].append(world.now)
    return log


def finished(life: Coroutine[Any, Any, Log]) -> Log:
    """Return what comes of the life when it is over."""
    from twisted.internet import reactor  # there is none before it is installed

    ended: list[Any] = []
    crawls = deferred_from_coro(life)
    crawls.addBoth(ended.append)
    crawls.addBoth(lambda _: reactor.stop())
    reactor.run()
    if isinstance(ended[0], Failure):
        ended[0].raiseException()
    return ended[0]


def main() -> int:
    """Run the world, print the counts as JSON and the claims that do not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--folder", type=Path, help="keep sources and output here")
    options = parser.parse_args()
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    folder = options.folder or Path(tempfile.mkdtemp(prefix="press-world-"))
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    world = World(options.days)
    for publisher in world.publishers:
        (folder / "sources" / f"{publisher.name}.yml").write_text(publisher.profile())
    log = finished(live(world, folder))
    world.close()
    found = counts(world, log, folder)
    print(json.dumps(found, indent=2))
    broken = broken_claims(world, found)
    for claim in broken:
        print(claim, file=sys.stderr)
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
