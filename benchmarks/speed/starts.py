"""What it takes to start: seconds of CPU of imports and commands, and what they load."""

import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.speed.figures import Figures, Target
from benchmarks.speed.processes import ROOT, measured, scrapy

ROUNDS = 5
# What takes a while, and a list of sources has no use for.
HEAVY = ("trafilatura", "numpy", "lxml_html_clean", "jinja2", "py3langid", "babel")


def start_up(corpora: Path, share: float) -> Figures:
    """Measure what the imports and the commands without work take."""
    del corpora, share
    python = [sys.executable, "-c"]
    figures = Figures(f"Start-up, {ROUNDS} times", ("median", "CPU s", "loads"))
    seconds = {}
    with tempfile.TemporaryDirectory() as name:
        for title, command, cwd in (
            ("python", [*python, ""], ROOT),
            ("scrapy version, without project", scrapy("version"), Path(name)),
            ("import crawler.extraction", [*python, "import crawler.extraction.article"], ROOT),
            ("scrapy list", scrapy("list"), ROOT),
            ("scrapy sources", scrapy("sources", OUTPUT_DIR=name), ROOT),
        ):
            seconds[title] = median(measured(command, cwd).cpu for _ in range(ROUNDS))
            loaded = measured([command[0], "-X", "importtime", *command[1:]], cwd).output
            names = {line.rpartition("|")[2].strip() for line in loaded.splitlines()}
            figures.add(title, seconds[title], ", ".join(filter(names.__contains__, HEAVY)))
            if title == "scrapy sources":
                heavy = sum(map(names.__contains__, HEAVY))
    figures.targets = [
        Target(
            "import crawler.extraction, CPU s over Python's own",
            seconds["import crawler.extraction"] - seconds["python"],
            0.3,
        ),
        Target("heavy packages that scrapy sources loads", heavy, 0),
    ]
    return figures
