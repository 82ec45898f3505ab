"""`scrapy check`: whether the articles' files are what was written, and the ledger agrees.

It takes the place of Scrapy's own, which checks the contracts of spiders.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress
from scrapy.commands import ScrapyCommand

from crawler.archive.file_index import bring_up_to_date, disagreements
from crawler.cli.command_line import CommandLine
from crawler.clock import utc_now
from crawler.console import console, mistakes_reported, printable
from crawler.ledger import Ledger, ledger_to_read, open_ledger
from crawler.output import HELD, folder_of
from crawler.system.lock import RunLock
from pipelines.audit.audit import Audit, Finding, unfinished
from pipelines.audit.looks import looks
from pipelines.audit.remedies import Remedies
from pipelines.document.options import existing_output, options
from pipelines.files.inventory import articles_folder, files, held_inventory, inventory
from pipelines.files.shelf import recover
from pipelines.images import image_options


class Command(CommandLine, ScrapyCommand):
    """Exit codes: 0 all is well or mended, 1 a person should look, 2 wrong use, 75 a run is on."""

    requires_project = True
    default_settings = {"LOG_LEVEL": "ERROR"}  # noqa: RUF012  # Scrapy reads it from the class

    def short_desc(self) -> str:
        return "Compare the articles' files with what was written and with the ledger"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--fix", action="store_true", help="mend what is safe to mend")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        with (
            mistakes_reported(),
            RunLock(existing_output(self.settings), "scrapy check"),
            closing(open_ledger(self.settings, "scrapy check")) as ledger,
            ledger_to_read(self.settings) as read,
        ):
            self.exitcode = self.check(read, ledger, opts.fix)

    def check(self, read: Ledger, ledger: Ledger, fixes: bool) -> int:
        """Print what is wrong and, if asked to, mend it; return the exit code.

        read: streams the articles; ledger: what is looked up and changed meanwhile.
        """
        assert self.settings is not None
        where = options(self.settings)
        output, folder = where.output, articles_folder(where.article_path)
        recover(output, ledger)
        remedies = Remedies(output, ledger, utc_now())
        store = str(self.settings["FILES_STORE"] or output / "images")
        images = None if "://" in store else Path(store)
        base_url = image_options(self.settings).base_url
        audit = Audit(output, ledger, remedies, base_url, images)
        left: Counter[str] = Counter()
        mended = 0
        out = console()
        with progress() as bar:
            # Lines go above the bar where both are on one screen.
            lines = bar.console if sys.stdout.isatty() and not bar.disable else out
            every = [*files(output, folder), *files(output, HELD)]
            total = None if bar.disable else len(every)
            there = chain(inventory(output, where.article_path, read), held_inventory(output, read))
            looked = bar.track(looks(output, there), total, description="Checking")
            for finding in chain(
                audit.findings(looked), unfinished(every, remedies), unindexed(output, ledger)
            ):
                how = finding.remedy() if fixes and finding.remedy else ""
                mended += bool(how)
                left[finding.kind] += not how
                lines.out(line(finding, how), highlight=False)
        counts = ", ".join(f"{number} {kind}" for kind, number in left.items() if number)
        out.out(
            f"{audit.checked} files checked: {counts or 'all is well'}"
            + f"; {mended} mended" * fixes
        )
        return 1 if left.total() else 0


def unindexed(output: Path, ledger: Ledger) -> Iterator[Finding]:
    """Yield the files of the archive with which the ledger's index does not agree."""

    def index() -> str:
        bring_up_to_date(folder, ledger)
        return "indexed"

    folder = folder_of(output, "archive")
    for name, detail in disagreements(folder, ledger):
        yield Finding(f"{folder.name}/{name}", "unfinished", detail, index)


def line(finding: Finding, how: str) -> str:
    """Return a finding, and how it was mended."""
    mended = f" ({how})" if how else ""
    return printable(f"{finding.path}: {finding.kind}: {finding.detail}{mended}")


def progress() -> Progress:
    """Return a bar on standard error, if that is a terminal."""
    return Progress(
        *Progress.get_default_columns(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )
