"""Compares what the runs of the simulated month have done with what the publishers know."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.press_server import World
from benchmarks.publishers import DAY, HOUR, Publisher, Story
from crawler.profiles.schedule import PATIENCE

LOOKS = 5  # at an article: when it is new, and at 1, 6, 24 and 72 hours
LONG_ENOUGH = 8 * HOUR  # on line and listed: then an article must have been found


@dataclass
class Log:
    """What the runs said."""

    runs: int = 0
    fates: Counter[str] = field(default_factory=Counter)
    unsettled: int = 0  # URLs without exactly one fate
    mails: int = 0  # runs of which cron would write one
    strict_mails: int = 0  # the same, if each run says all that is wrong
    dark_runs: int = 0  # while a publisher answered nothing
    silent_runs: int = 0  # of these, that said nothing of it
    failed_runs: int = 0  # of these, that asked it and ended with 1
    alarms: defaultdict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))


def must_be_written(world: World, publisher: Publisher, story: Story) -> bool:
    """Return whether the story was on line and listed for long enough, and is no copy."""
    end = min(story.withdrawn or world.now, world.now)
    is_old = end - story.published >= LONG_ENOUGH
    return is_old and not story.is_copy and publisher.can_be_found(story)


def is_seen(change: datetime | None, now: datetime) -> bool:
    """Return whether there was time to find an edit that the feed has announced."""
    return change is not None and now - change >= 2 * HOUR


def counts(world: World, log: Log, folder: Path) -> dict[str, Any]:
    """Return what has come of the month."""
    texts = [path.read_text("utf-8") for path in (folder / "output" / "articles").glob("*.md")]
    written = Counter(
        re.search(r'origin_url: "(http://[^/]+/story/\d+)/', text)[1] for text in texts
    )
    stories = [(publisher, story) for publisher in world.publishers for story in publisher.stories]
    address = {id(story): f"{pub.site}/story/{story.number}" for pub, story in stories}
    due = [story for pub, story in stories if must_be_written(world, pub, story)]
    looks = Counter({url: number for url, number in world.asked.items() if "/story/" in url})
    flagged = log.alarms.get("changer", [])
    articles = max(1, len(texts))
    edited = (world.editor, world.background)
    former = [path.read_text("utf-8") for path in (folder / "output").glob("revisions/*.md")]
    whole = {
        f"{publisher.site}/story/{story.number}": story.text[-1]
        for publisher in (world.broken, world.background)
        for story in publisher.stories
        if not story.says_so
    }
    return {
        "days": world.days,
        "runs": log.runs,
        "mails": log.mails,
        "mails if each run said all": log.strict_mails,
        "articles on line long enough": len(due),
        "of these written": sum(written[address[id(story)]] > 0 for story in due),
        "not written": [address[id(story)] for story in due if not written[address[id(story)]]],
        "written more than once": sum(number > 1 for number in written.values()),
        "copies of others' articles": sum(story.is_copy for _, story in stories),
        "of these written as well": sum(
            story.is_copy and written[address[id(story)]] > 0 for _, story in stories
        ),
        "edits": sum(
            is_seen(story.edited or (story.shrunk if story.says_so else None), world.now)
            for publisher in edited
            for story in publisher.stories
        ),
        "former versions kept": sum(
            any(f"{publisher.site}/" in text for publisher in edited) for text in former
        ),
        "files cut without a word of it": sum(
            whole[found[1]] not in text
            for text in texts
            if (found := re.search(r'origin_url: "(http://[^/]+/story/\d+)/', text))
            and found[1] in whole
        ),
        "runs while a publisher was dark": log.dark_runs,
        "of these without a word of it": log.silent_runs,
        "of these that ended with 1": log.failed_runs,
        "hours from an edit to the look that finds it": round(
            median(after / HOUR for after in world.editor.seen_after.values()), 1
        )
        if world.editor.seen_after
        else None,
        "files": len(texts),
        "requests": world.asked.total(),
        "requests for pages": looks.total(),
        "bytes": world.bytes,
        "requests of a spider that remembers nothing": world.naive.requests,
        "bytes of a spider that remembers nothing": world.naive.bytes,
        "requests a file": round(world.asked.total() / articles, 1),
        "kilobytes a file": round(world.bytes / 1024 / articles, 1),
        "its requests a file": round(world.naive.requests / articles, 1),
        "its kilobytes a file": round(world.naive.bytes / 1024 / articles, 1),
        "asked for too often": [url for url, number in looks.items() if number > most(world, url)],
        "requests against a Retry-After": world.busy.impatience,
        "URLs without one fate": log.unsettled,
        "fates": dict(log.fates),
        "layout change flagged after hours": (
            (flagged[0] - world.changer.changes) / HOUR if flagged else None
        ),
        "false alarms": {
            name: len(times)
            for name, times in log.alarms.items()
            if name not in {"changer", "mortal", "dark", "broken"}
            or (min(times) < world.changer.changes and name == "changer")
        },
    }


def most(world: World, url: str) -> int:
    """Return how many requests for a page its schedule allows: the looks, and tries in vain."""
    fails = url.startswith(
        (world.mortal.site, world.dark.site, world.broken.site, world.background.site)
    )
    return LOOKS + (PATIENCE if fails else 1)


def broken_claims(world: World, found: dict[str, Any]) -> list[str]:
    """Return what should be so of the counts, and is not."""
    hours = found["layout change flagged after hours"]
    claims = {
        f"not written: {found['not written'][:5]}": not found["not written"],
        "a run was silent while a publisher was dark": not found["of these without a word of it"],
        "no run ended with 1 while a publisher was dark": found["of these that ended with 1"] > 0,
        "an article has two files": not found["written more than once"],
        "a file was cut without a word of it": not found["files cut without a word of it"],
        "copies are written": not found["of these written as well"],
        f"asked for too often: {found['asked for too often'][:5]}": not found[
            "asked for too often"
        ],
        "a Retry-After was not kept": not found["requests against a Retry-After"],
        "no fewer mails than runs with something wrong": found["mails"]
        < found["mails if each run said all"],
        "a URL has no fate, or two": not found["URLs without one fate"],
        "the former versions are not those of the edits": (
            abs(found["former versions kept"] - found["edits"]) <= 2
        ),
        "the layout change was not flagged within a day": (
            world.days < 14 or (hours is not None and hours * HOUR <= DAY)
        ),
        f"false alarms: {found['false alarms']}": not found["false alarms"],
    }
    return [claim for claim, holds in claims.items() if not holds]
