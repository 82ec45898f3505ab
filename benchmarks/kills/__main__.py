"""Kills the project's commands, runs them again to the end, and counts what is wrong then.

    python -m benchmarks.kills
    python -m benchmarks.kills --random 20 --every 10    # fewer: in a minute

Each campaign kills a command at its every step to the disk (benchmarks/kills/deadly.py), and what
is run after that at a random instant; then all runs to the end, an hour later by its clock, and
`scrapy check` has to find nothing. Exit code 1 if anything is lost, torn, or given twice.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import sleep

from benchmarks.kills.accounts import codes_of
from benchmarks.kills.campaigns import Campaign, Field
from benchmarks.kills.deadly import Runner, survivors

COLUMNS = ("kills", "at a step", "files", "twice", "lost", "torn", "unclean", "survivors")
LATER = 61  # minutes between a kill and the run to the end: listings and articles are due again
SOON = 1.0  # seconds in which workers have to end with their crawl


@contextmanager
def paper() -> Iterator[str]:
    """Serve the paper and yield its host."""
    words = [sys.executable, "-m", "benchmarks.kills.site"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as site:
        yield f"127.0.0.1:{site.stdout.readline().strip()}"
        site.stdin.close()


class War:
    """All kills of a campaign, and what they have cost."""

    def __init__(self, campaign: Campaign, field: Field, runner: Runner, random: Random) -> None:
        self.campaign = campaign
        self.field = field
        self.runner = runner
        self.random = random
        self.counts = Counter(dict.fromkeys(COLUMNS, 0))
        self.faults: list[str] = []
        self.template = field.prepare(campaign, runner)
        self.output = field.folder / "output"
        self.fresh()
        whole = runner.run(field.line(campaign.words, self.output), self.output)
        assert whole.code == 0, whole.out + whole.errors
        self.steps, self.seconds = len(whole.steps), whole.seconds

    def fresh(self) -> None:
        """Put the output back to what it was before."""
        shutil.rmtree(self.output, ignore_errors=True)
        shutil.copytree(self.template, self.output)
        self.field.turn_to(self.campaign.edition)

    def battle(self, step: int | None) -> None:
        """Kill the command at a step, then at an instant, and run it to the end."""
        self.fresh()
        earlier: dict[str, str] = {}
        line = self.field.line(self.campaign.words, self.output)
        for number in (step, None) if step is not None else (None,):
            seconds = None if number is not None else self.random.uniform(0, self.seconds)
            ended = self.runner.run(line, self.output, step=number, seconds=seconds)
            self.counts["kills"] += ended.is_killed
            self.counts["at a step"] += ended.is_killed and number is not None
            if ended.is_killed and survivors(self.runner.out):
                sleep(SOON)
                self.counts["survivors"] += len(survivors(self.runner.out))
            earlier |= codes_of(self.output)
        said = []
        for words in (self.campaign.words, self.campaign.after, ("check",)):
            if words:
                line = self.field.line(words, self.output)
                ended = self.runner.run(line, self.output, minutes=LATER)
                said.append(f"{ended.code}: {ended.out[-600:]}{ended.errors[-600:]}")
        self.counts["unclean"] += ended.code != 0
        found = self.field.accounts(self.campaign, self.output, earlier)
        self.counts["files"] += found.files
        for name in ("twice", "lost", "torn"):
            self.counts[name] += len(getattr(found, name))
        faults = [*found.twice, *found.lost, *found.torn]
        if faults or ended.code:
            self.faults.append(f"{self.campaign.name}, step {step}: {faults} {said}")


def wage(options: argparse.Namespace) -> None:
    """Print what each campaign has cost as a line of JSON, of one share of the kills."""
    share, shares = map(int, options.share.split("/"))
    with TemporaryDirectory(prefix="kills-") as name, paper() as host:
        folder = Path(name)
        runner, field = Runner(folder), Field(folder, host)
        for campaign in field.campaigns():
            if options.only and campaign.name not in options.only:
                continue
            war = War(campaign, field, runner, Random(f"{campaign.name} {share}"))
            steps = range(0, war.steps if campaign.has_steps else 0, options.every)
            for step in steps[share::shares]:
                war.battle(step)
            wanted = options.random // len(field.campaigns()) // shares + 1
            while war.counts["kills"] - war.counts["at a step"] < wanted:
                war.battle(None)
            print(json.dumps([campaign.name, war.counts, war.faults]), flush=True)


def row(name: str, cells: Iterable[object]) -> str:
    """Return a line of the table."""
    return " ".join([f"{name:12}", *(f"{cell:>10}" for cell in cells)])


def main() -> int:
    """Wage all campaigns and print the table, each row when its campaign is over."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--random", type=int, default=500, help="kills at random instants")
    parser.add_argument("--every", type=int, default=1, help="kill at each n-th step only")
    parser.add_argument("--jobs", type=int, default=2, help="processes that share the work")
    parser.add_argument("--only", action="append", help="a campaign's name")
    parser.add_argument("--share", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.share:
        wage(options)
        return 0
    words = [sys.executable, "-m", "benchmarks.kills", *sys.argv[1:]]
    shares = [
        subprocess.Popen([*words, f"--share={share}/{options.jobs}"], stdout=subprocess.PIPE)
        for share in range(options.jobs)
    ]
    totals: Counter[str] = Counter()
    print(row("", COLUMNS), flush=True)
    for lines in zip(*(share.stdout for share in shares), strict=True):
        counts: Counter[str] = Counter()
        parts = [json.loads(line) for line in lines]
        for _, some, faults in parts:
            counts.update(some)
            print(*faults, sep="\n", end="\n" * bool(faults), file=sys.stderr, flush=True)
        print(row(parts[0][0], (counts[column] for column in COLUMNS)), flush=True)
        totals.update(counts)
    print(row("all", (totals[column] for column in COLUMNS)))
    has_failed = any(share.wait() for share in shares)
    return int(has_failed or any(totals[column] for column in COLUMNS[3:]))


if __name__ == "__main__":
    sys.exit(main())
