"""Scores what a replay of the development corpora writes, beside other extractors.

The classifier has learned from these corpora. So the row `held out` has the same pages by forests
that saw no page of their publishers (see benchmarks/training): what a site not seen yet may expect.

    python -m benchmarks.quality            # with the peers of the extra `benchmark`
    python -m benchmarks.quality --record   # without; keeps our figures in quality.json
    python -m benchmarks.quality --check    # without; ends with 1 if one of our figures fell

The corpora and their score script lie beside the project, or where --corpora and --score say.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any, cast

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from benchmarks.captions import captions_right
from benchmarks.corpus import corpus_names, corpus_pages
from benchmarks.held_out import EXTRA, write_held_out
from benchmarks.peers import PEERS, installed_version, write_predictions

ROOT = Path(__file__).resolve().parent.parent
RECORDED = Path(__file__).with_name("quality.json")
HELD_OUT = "held out"
FALL = 0.5  # points that a figure may lie below the recorded one
CHANCE = 1.5  # the same of a held-out one: two pages of the smallest corpus

# The columns of the table, and the score script's keys; it explains what they mean.
BODY = {"P": "p", "R": "r", "F1": "f1", "clean": "complete_and_clean", "boiler": "boilerplate"}
WHOLE = 0.98  # a text of which at least so much is right, or there
LONG = 0.1  # of the pages, those with the longest texts
FIELDS = {
    "title": "title",
    "lenient": "title_lenient",
    "day": "date_day",
    "instant": "date_instant",
    "authors": "authors_exact",
    "image": "image",
    "lang": "lang",
}
# Of the pages: with P or R of WHOLE, and refused. R long is the recall of the LONG ones.
PAGES = ("P whole", "R whole", "R long", "refused")
COLUMNS = (*BODY, *PAGES, *FIELDS, "captions")
LESS_IS_BETTER = frozenset(("boiler", "refused"))

Figures = dict[str, float]  # column: percent; without those that a corpus or a peer doesn't give


def replayed(corpora: Path, corpus: str, output: Path) -> Path:
    """Take a corpus through the real command; return the folder of the articles."""
    settings = {
        "OUTPUT_DIR": output,
        "FRONT_MATTER_EXTRA": ",".join(EXTRA),
        "KEEP_COPIES": 1,  # a page is judged by what it says, whatever the others say
        "HOLD_BELOW": 0,  # and whatever confidence says
    }
    path = (corpora / f"{corpus}.warc.gz").resolve()
    command = [sys.executable, "-m", "scrapy", "crawl", "replay", "-a", f"path={path}"]
    for name, value in settings.items():
        command += ["-s", f"{name}={value}"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if run.returncode:  # the figures count a page that failed; a person should see why
        print(run.stdout + run.stderr, file=sys.stderr)
    return output / "articles"


def our_figures(corpora: Path, score: Path, corpus: str, folder: Path) -> Figures:
    """Return our figures on a corpus."""
    articles = replayed(corpora, corpus, folder / "output")
    figures = scored(corpora, score, corpus, str(articles))
    if right := captions_right(corpora / f"{corpus}.truth.jsonl.gz", articles):
        figures["captions"] = percent(fmean(right.values()))
    return figures


def held_out_figures(corpora: Path, score: Path, corpus: str, folder: Path) -> Figures:
    """Return our figures on a corpus, each page judged by what saw none of its publisher's."""
    articles = write_held_out(corpus_pages(corpora, corpus), folder / "held-out")
    return scored(corpora, score, corpus, str(articles))


def peer_figures(corpora: Path, score: Path, corpus: str, folder: Path, peer: str) -> Figures:
    """Return another extractor's figures on a corpus."""
    lines = folder / f"{peer}.jsonl"
    write_predictions(peer, corpus_pages(corpora, corpus), lines)
    return scored(corpora, score, corpus, "--jsonl", str(lines))


def scored(corpora: Path, score: Path, corpus: str, *predictions: str) -> Figures:
    """Return our columns of what the score script says of these predictions."""
    said = score_report(score, corpus, *predictions)
    return figures_of(said["figures"]) | page_shares(
        said.get("pages", ()), longest(corpora, corpus)
    )


def score_report(score: Path, corpus: str, *predictions: str) -> dict[str, Any]:
    """Return what the score script says of these predictions; what it can't score ends us."""
    report = score.parent / "figures.json"
    command = [sys.executable, str(score / "score.py"), *predictions, corpus, "--json", str(report)]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{corpus}: not scored:\n{run.stdout}{run.stderr}")
    return cast(dict[str, Any], json.loads(report.read_bytes()))


def scorer(script: Path, corpora: Path, folder: Path) -> Path:
    """Return a copy of the score script's folder, which looks for the corpora beside itself."""
    (folder / "corpora").symlink_to(corpora.resolve())
    return Path(shutil.copytree(script, folder / "score"))


def figures_of(report: Mapping[str, Any]) -> Figures:
    """Return the score script's figures by column, in percent; 0 is what nothing is said of."""
    shares = {column: report.get(key) for column, key in BODY.items()}
    shares |= {column: report["meta"].get(key) for column, key in FIELDS.items()}
    return {column: percent(share) for column, share in shares.items() if share}


def page_shares(pages: Sequence[Mapping[str, Any]], long: frozenset[str]) -> Figures:
    """Return the figures of PAGES, in percent; long are the ids of the pages with long texts."""
    if not pages:
        return {}
    return {
        "P whole": percent(fmean((page["p"] or 0) >= WHOLE for page in pages)),
        "R whole": percent(fmean((page["r"] or 0) >= WHOLE for page in pages)),
        "R long": percent(fmean(page["r"] or 0 for page in pages if page["id"] in long)),
        "refused": percent(fmean(not page["written"] for page in pages)),
    }


def longest(corpora: Path, corpus: str) -> frozenset[str]:
    """Return the ids of the LONG share of the pages of a corpus, by the truth's characters."""
    lengths = {page.id: truth_length(page.truth) for page in corpus_pages(corpora, corpus)}
    ranked = sorted(lengths, key=lambda id: (-lengths[id], id))
    return frozenset(ranked[: max(1, round(LONG * len(ranked)))])


def truth_length(truth: Mapping[str, Any]) -> int:
    """Return the characters of a page's true text."""
    return len(truth.get("text") or "") + sum(len(unit["text"]) for unit in truth.get("body", ()))


def percent(share: float) -> float:
    return round(100 * share, 2)


def fallen(recorded: Mapping[str, Figures], measured: Mapping[str, Figures]) -> Iterator[str]:
    """Yield each figure of a measured corpus that lies too far below the recorded one."""
    for corpus in measured:
        for column, old in recorded.get(corpus, {}).items():
            new = measured[corpus].get(column)
            sign = -1 if column in LESS_IS_BETTER else 1
            if new is None or sign * (old - new) > (CHANCE if HELD_OUT in corpus else FALL):
                yield f"{corpus}: {column} was {old}, is {new}"


def figures_table(corpus: str, rows: Mapping[str, Figures]) -> Table:
    """Return a line an extractor."""
    table = Table(title=f"{corpus}, percent", box=SIMPLE, title_justify="left")
    table.add_column("")
    for column in COLUMNS:
        table.add_column(column, justify="right")
    for name, figures in rows.items():
        table.add_row(name, *(f"{figures[c]:.2f}" if c in figures else "-" for c in COLUMNS))
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; 1 if --check finds a figure that fell, 2 without corpora."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="*", help="default: all in the folder")
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--score", type=Path, default=ROOT.parent / "shared" / "score")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="compare with quality.json")
    mode.add_argument("--record", action="store_true", help="write quality.json")
    args = parser.parse_args(arguments)
    names = corpus_names(args.corpora)
    if not names or not (args.score / "score.py").is_file():
        parser.error(f"no corpora in {args.corpora}, or no score.py in {args.score}")
    if unknown := set(args.corpus) - set(names):
        parser.error(f"no corpus {', '.join(unknown)} in {args.corpora}: {', '.join(names)}")

    versions = {peer: installed_version(peer) for peer in PEERS}
    peers = [] if args.check or args.record else [peer for peer in PEERS if versions[peer]]
    console = Console(width=None if sys.stdout.isatty() else 170, highlight=False)
    measured = {}
    for corpus in args.corpus or names:
        with TemporaryDirectory() as folder:
            score = scorer(args.score, args.corpora, Path(folder))
            at = (args.corpora, score, corpus, Path(folder))
            measured[corpus] = our_figures(*at)
            measured[f"{corpus} {HELD_OUT}"] = held_out_figures(*at)
            rows = {f"{peer} {versions[peer]}": peer_figures(*at, peer) for peer in peers}
            ours = {"this project": measured[corpus], HELD_OUT: measured[f"{corpus} {HELD_OUT}"]}
            console.print(figures_table(corpus, {**ours, **rows}))
    if peers and (missing := [peer for peer in PEERS if not versions[peer]]):
        console.print(f"left out, not installed: {', '.join(missing)}")
    recorded = json.loads(RECORDED.read_bytes()) if RECORDED.exists() else {}
    if args.record:
        RECORDED.write_text(json.dumps(recorded | measured, indent=2) + "\n", encoding="utf-8")
    faults = list(fallen(recorded, measured)) if args.check else []
    for fault in faults:
        console.print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
