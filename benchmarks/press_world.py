"""A simulated month of the press: a local server, invented publishers, a virtual clock.

    python -m benchmarks.press_world --days 30

The news spider runs once an hour of that time, with the project's own settings, pipelines and
ledger. Then its work is compared with what the publishers know; exit code 1 if a claim does not
hold.
"""

import argparse
import json
import re
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Coroutine
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.reactor import install_reactor
from twisted.python.failure import Failure

from benchmarks.habits import (
    Busy,
    Changer,
    Copycat,
    Editor,
    Liar,
    MapOnly,
    Mortal,
    PageOnly,
    Slow,
)
from benchmarks.publishers import DAY, HOUR, Publisher, Story
from crawler.schedule import PATIENCE

START = datetime(2024, 10, 1, tzinfo=timezone.utc)
LOOKS = 5  # at an article: when it is new, and at 1, 6, 24 and 72 hours
LONG_ENOUGH = 8 * HOUR  # on line and listed: then an article must have been found


class World:
    """The publishers on this machine, and the time."""

    def __init__(self, days: int) -> None:
        self.now = START
        self.days = days
        self.agency = Publisher("agency", START, days)
        self.copycat = Copycat("copycat", START, days, a_day=3)
        self.copycat.copy_from(self.agency)
        self.busy = Busy("busy", START, days)
        self.mortal = Mortal("mortal", START, days)
        self.editor = Editor("editor", START, days)
        self.changer = Changer("changer", START, days, a_day=8)
        self.publishers = [
            self.agency,
            self.copycat,
            self.busy,
            self.mortal,
            self.editor,
            self.changer,
            MapOnly("maponly", START, days, zone="America/Lima"),
            PageOnly("pageonly", START, days, zone="Pacific/Auckland"),
            Liar("liar", START, days, zone="Asia/Tehran"),
            Slow("slow", START, days),
        ]
        self.asked: Counter[str] = Counter()  # address without its query: requests
        self.bytes = 0
        self.servers = [
            serve(self, publisher, f"127.0.0.{number}")
            for number, publisher in enumerate(self.publishers, 2)
        ]

    def close(self) -> None:
        for server in self.servers:
            server.shutdown()
            server.server_close()


def serve(world: World, publisher: Publisher, address: str) -> ThreadingHTTPServer:
    """Put a publisher on line at an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            world.asked[f"{publisher.site}{path}"] += 1
            answer = publisher.answer(path, dict(self.headers), world.now)
            time.sleep(answer.pause)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers.pop("Content-Type", "text/html"))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)
            world.bytes += len(answer.body)

        def log_message(self, format: str, *values: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer((address, 0), Handler)
    publisher.site = f"http://{address}:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


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


class Log:
    """What the runs said."""

    def __init__(self) -> None:
        self.runs = 0
        self.fates: Counter[str] = Counter()
        self.unsettled = 0  # URLs without exactly one fate
        self.alarms: defaultdict[str, list[datetime]] = defaultdict(list)


async def live(world: World, folder: Path) -> Log:
    """Run the news spider once an hour."""
    from crawler.extensions.fates import FateRecorder
    from crawler.extensions.run_report import RunReport
    from crawler.spiders.news import NewsSpider

    log = Log()
    runner = AsyncCrawlerRunner(settings(world, folder))
    for hour in range(int(world.days * 24)):
        world.now = START + hour * HOUR
        crawler = runner.create_crawler(NewsSpider)
        await runner.crawl(crawler)
        tally = crawler.get_extension(FateRecorder).tally
        log.runs += 1
        log.fates.update(tally.totals)
        log.unsettled += abs(tally.seen - tally.totals.total() - tally.left.total())
        for alarm in crawler.get_extension(RunReport).alarms:
            log.alarms[alarm.partition(":")[0]].append(world.now)
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


def must_be_written(world: World, publisher: Publisher, story: Story) -> bool:
    """Say whether the story was on line and listed for long enough, and is no copy."""
    end = min(story.withdrawn or world.now, world.now)
    is_old = end - story.published >= LONG_ENOUGH
    return is_old and not story.is_copy and publisher.can_be_found(story)


def is_seen(change: datetime | None, story: Story, now: datetime) -> bool:
    """Say whether a look at the story has come after a change of it."""
    looks = (story.published + age * HOUR for age in (1, 6, 24, 72))
    return change is not None and any(change <= look <= now - HOUR for look in looks)


def judge(world: World, log: Log, folder: Path) -> tuple[dict[str, Any], list[str]]:
    """Return the counts, and the claims that do not hold."""
    texts = [path.read_text("utf-8") for path in (folder / "output" / "articles").glob("*.md")]
    written = Counter(
        re.search(r'origin_url: "(http://[^/]+/story/\d+)/', text)[1] for text in texts
    )
    stories = [(publisher, story) for publisher in world.publishers for story in publisher.stories]
    address = {id(story): f"{pub.site}/story/{story.number}" for pub, story in stories}
    due = [story for pub, story in stories if must_be_written(world, pub, story)]
    missing = [address[id(story)] for story in due if not written[address[id(story)]]]
    copies = [story for _, story in stories if story.is_copy and written[address[id(story)]]]
    looks = Counter()
    for url, number in world.asked.items():
        if "/story/" in url:
            looks[url] = number
    in_vain = {world.mortal.site: PATIENCE}  # requests that its schedule allows beside the looks
    often = [
        url
        for url, number in looks.items()
        if number > LOOKS + in_vain.get(url.partition("/story/")[0], 1)
    ]
    edits = sum(is_seen(story.edited, story, world.now) for story in world.editor.stories)
    revised = len(list((folder / "output").glob("revisions/*.md")))
    flagged = log.alarms.get("changer", [])
    false = {
        name: len(times)
        for name, times in log.alarms.items()
        if name not in {"changer", "mortal"}
        or (min(times) < world.changer.changes and name == "changer")
    }
    counts = {
        "days": world.days,
        "runs": log.runs,
        "articles on line long enough": len(due),
        "of these written": len(due) - len(missing),
        "written more than once": sum(number > 1 for number in written.values()),
        "copies of others' articles": sum(story.is_copy for _, story in stories),
        "of these written as well": len(copies),
        "edits": edits,
        "former versions kept": revised,
        "requests": world.asked.total(),
        "requests for pages": looks.total(),
        "kilobytes": world.bytes // 1024,
        "requests an article": round(world.asked.total() / max(1, len(texts)), 1),
        "pages asked for too often": len(often),
        "requests against a Retry-After": world.busy.impatience,
        "URLs without one fate": log.unsettled,
        "fates": dict(log.fates),
        "layout change flagged after hours": (
            (flagged[0] - world.changer.changes) / HOUR if flagged else None
        ),
        "false alarms": false,
    }
    claims = {
        f"not written: {missing[:5]}": not missing,
        "an article has two files": counts["written more than once"] == 0,
        f"copies written: {len(copies)}": not copies,
        f"asked for too often: {often[:5]}": not often,
        "a Retry-After was not kept": world.busy.impatience == 0,
        "a URL has no fate, or two": log.unsettled == 0,
        f"{revised} former versions of {edits} edits": abs(revised - edits) <= 1,
        "the layout change was not flagged within a day": world.days < 14
        or bool(flagged and flagged[0] - world.changer.changes <= DAY),
        f"false alarms: {false}": not false,
    }
    return counts, [claim for claim, holds in claims.items() if not holds]


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
    counts, broken = judge(world, log, folder)
    print(json.dumps(counts, indent=2))
    for claim in broken:
        print(claim, file=sys.stderr)
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
