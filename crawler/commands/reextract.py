"""`scrapy reextract`: today's extraction over the archive, for the articles that are there."""

import argparse
from typing import Any

from scrapy.crawler import Crawler

from crawler.changes import pairs
from crawler.cli.amounts import day_of
from crawler.commands import crawl
from crawler.console import console, mistakes_reported
from crawler.errors import OutputError
from crawler.reextraction.archived_pages import ReextractSpider, RehearsalSpider
from crawler.report.change_report import ChangeReport
from crawler.run.verdict import count
from crawler.system.lock import RunLock
from pipelines.document.options import existing_output

LAST_STEP = "pipelines.markdown.MarkdownPipeline"
IN_ITS_PLACE = "pipelines.reextraction.Reextraction"


class Command(crawl.Command):
    """Exit codes: 0 all went well, 1 see the summary, 2 wrong use, 75 another run is at work."""

    most_words = 0

    def syntax(self) -> str:
        return "[--source NAME] [--since DAY] [--accept KINDS] [--reject KINDS] [--dry-run]"

    def short_desc(self) -> str:
        return "Rewrite articles of which today's extraction says otherwise, from the archive"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.epilog = None
        add = parser.add_argument
        add("--source", metavar="NAME", help="only pages of a source")
        add("--since", metavar="DAY", help="only pages that were fetched since a day, UTC")
        add("--accept", metavar="KINDS", help="write changes of these kinds, and no others")
        add("--reject", metavar="KINDS", help="write all changes but those of these kinds")
        add("--dry-run", action="store_true", help="change nothing, and say what would be")
        add("--restart", action="store_true", help="begin anew where a run was interrupted")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        with mistakes_reported():
            if opts.since is not None:
                day_of(opts.since, "--since")
            for name, value in (("ACCEPT", opts.accept), ("REJECT", opts.reject)):
                if value is not None:
                    pairs(value, f"--{name.lower()}")
                    self.settings.set(f"REEXTRACT_{name}", value, priority="cmdline")

    def too_many(self, args: list[str], word: str) -> str:
        """Return how to say what a word is for."""
        return f"reextract takes no argument {word!r}: say --source {word}"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        steps: dict[str, Any] = self.settings.getdict("ITEM_PIPELINES")
        steps[IN_ITS_PLACE] = steps.pop(LAST_STEP)
        self.settings.set("ITEM_PIPELINES", steps, priority="cmdline")
        given = {"source": opts.source, "since": opts.since, "restart": "1" if opts.restart else ""}
        opts.spargs |= {name: value for name, value in given.items() if value}
        with (
            mistakes_reported(),
            RunLock(existing_output(self.settings), "scrapy reextract"),
        ):
            self.exitcode = self.crawl(RehearsalSpider if opts.dry_run else ReextractSpider, opts)

    def listen(self, crawler: Crawler) -> None:
        """Hear of each file that is to be another."""
        self.changes = ChangeReport(crawler.signals)

    def say_more(self, crawler: Crawler, run: str, *, is_quiet: bool) -> None:
        """Print what is otherwise, and write its page; raises OutputError."""
        spider, out = crawler.spider, console()
        assert isinstance(spider, ReextractSpider)
        output = existing_output(self.settings)
        try:
            page = self.changes.write(output, run, spider.missing)
        except OSError as error:
            place = error.filename or output / "reports"
            raise OutputError(f"{place}: can't be written: {error.strerror}") from error
        if is_quiet:
            return
        self.changes.print(out, page)
        if spider.missing:
            pages = count(spider.missing, "page")
            out.out(f"{pages} that articles were made of: not in the archive", highlight=False)
        if spider.headway.resumed:
            out.out(
                f"{count(spider.headway.resumed, 'page')} done by the run before, which was "
                "interrupted; --restart begins anew",
                highlight=False,
            )
