"""Puts small faults into modules that guard promises, and counts those that a test notices.

    python -m benchmarks.mutants --sample 15

Each fault is tried alone, in a copy of the project, against the tests of the module's room. A
survivor is a promise that nothing holds, or harmless; harmless.py lists those, with the reasons.

Why our own: cosmic-ray removes no statements, and mutmut changes neither what stands outside of
functions, such as the table of fates, nor the methods of decorated classes.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from queue import SimpleQueue
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.mutants.changes import Change, changes
from benchmarks.mutants.harmless import HARMLESS
from benchmarks.mutants.trial import Copy, Outcome

ROOT = Path(__file__).parents[2]
LEAST = 85  # percent of the faults that are to be noticed

# Module: the tests of its room that need no server, the quick ones first.
GUARDED = {
    "crawler/extraction/body/judgement.py": (
        "tests/extraction/body/test_judgement.py tests/extraction/body tests/extraction/furniture "
        "tests/whole/test_extraction_doc.py tests/extraction/test_explanation.py "
        "tests/memory tests/whole/test_fixtures.py"
    ),
    "crawler/extraction/furniture/repetitions.py": (
        "tests/extraction/furniture/test_repetitions.py tests/extraction/body "
        "tests/extraction/furniture"
    ),
    "crawler/fates.py": (
        "tests/test_fates.py tests/test_failures.py tests/run tests/report tests/profiles "
        "tests/whole/test_operating.py tests/ledger/test_keeper.py"
    ),
    "pipelines/identity.py": (
        "tests/pipelines/test_decisions.py tests/pipelines/test_dedupe.py "
        "tests/pipelines/test_held.py"
    ),
    "pipelines/dedupe.py": (
        "tests/pipelines/test_dedupe.py tests/pipelines/test_held.py "
        "tests/pipelines/test_pipelines.py"
    ),
    "pipelines/files/shelf.py": "tests/pipelines/files tests/pipelines/test_pipelines.py",
    "crawler/downloader/robots.py": "tests/downloader/test_robots.py",
    "crawler/downloader/robots_rules.py": (
        "tests/downloader/test_robots_rules.py tests/downloader/test_robots.py"
    ),
    "crawler/downloader/public_addresses.py": (
        "tests/downloader/test_public_addresses.py tests/downloader/test_connections.py"
    ),
    "crawler/discovery/article_addresses.py": "tests/discovery",
}


def faults_of(module: str) -> list[Change]:
    """Return the faults of a module that a test can notice, in the order of its text.

    Names on standard error what is listed as harmless and no longer there.
    """
    source = (ROOT / module).read_text("utf-8")
    harmless = HARMLESS.get(module, {})
    shown = {change: change.shown(source) for change in changes(source)}
    for line in harmless.keys() - set(shown.values()):
        print(f"no longer in {module}: {line}", file=sys.stderr)
    return [change for change, line in shown.items() if line not in harmless]


def sampled(module: str, most: int, seed: int) -> list[Change]:
    """Return some faults of a module, the same for the same seed, in the order of its text."""
    found = faults_of(module)
    chosen = Random(f"{seed} {module}").sample(found, min(most, len(found)))
    return sorted(chosen, key=lambda change: change.start)


def tried(
    modules: list[str], most: int, seed: int, processes: int
) -> Iterator[tuple[str, Change, Outcome]]:
    """Yield what became of each fault, in order."""
    with TemporaryDirectory() as folder:
        copies: SimpleQueue[Copy] = SimpleQueue()
        for number in range(processes):
            copies.put(Copy(ROOT, Path(folder, str(number))))

        def trial(module: str, change: Change | None, longest: float | None) -> Outcome:
            copy = copies.get()
            try:
                return copy.trial(module, change, GUARDED[module].split(), longest)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(processes) as pool:
            try:
                for module in modules:
                    sound = trial(module, None, None)
                    if sound.is_killed:
                        sys.exit(f"{module}: its tests fail without a fault\n{sound.said}")
                    longest = 30 + 5 * sound.seconds
                    faults = sampled(module, most, seed)
                    outcomes = pool.map(lambda one, m=module, s=longest: trial(m, one, s), faults)
                    yield from ((module, *pair) for pair in zip(faults, outcomes, strict=True))
            finally:
                pool.shutdown(cancel_futures=True)  # those that have not begun, at Ctrl-C


def main() -> None:
    """Print the survivors and the score of each module; exit with 1 below LEAST."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="module", help="as in crawler/fates.py")
    parser.add_argument("--sample", type=int, default=15, help="faults per module (15)")
    parser.add_argument("--seed", type=int, default=1, help="for other faults (1)")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    if unknown := set(options.modules) - set(GUARDED):
        parser.error(f"{', '.join(sorted(unknown))}: not among {', '.join(GUARDED)}")
    modules = options.modules or list(GUARDED)
    all_of, killed = Counter[str](), Counter[str]()
    trials = tried(modules, options.sample, options.seed, options.processes)
    for module, of_module in groupby(trials, itemgetter(0)):
        for _, change, outcome in of_module:
            all_of[module] += 1
            killed[module] += outcome.is_killed
            if not outcome.is_killed:
                shown = change.shown((ROOT / module).read_text("utf-8"))
                print(f"survived  {module}:{change.line}: {shown}", flush=True)
        print(f"{killed[module]:4} of {all_of[module]:<4} {module}", flush=True)
    score = 100 * killed.total() / all_of.total()
    print(f"{killed.total():4} of {all_of.total():<4} noticed: {score:.1f} %")
    sys.exit(score < LEAST)


if __name__ == "__main__":
    main()
