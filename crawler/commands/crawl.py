"""`scrapy crawl`: Scrapy's own, with a lock, a summary and an exit code that says how it went."""

import argparse
import gc
import logging
from asyncio import Future
from collections.abc import Awaitable
from dataclasses import replace
from datetime import datetime, timezone
from inspect import cleandoc
from pathlib import Path
from typing import TypeVar

from scrapy import Spider, signals
from scrapy.commands import BaseRunSpiderCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.spiderloader import SpiderLoader
from twisted.internet.defer import Deferred

from crawler.cli.command_line import CommandLine
from crawler.console import NO_CONTACT, console, mistakes_reported, printable
from crawler.errors import ArgumentError, OutputError, SettingsError, did_you_mean
from crawler.items import Fate
from crawler.ledger import DamagedLedger, LedgerKeeper, ledger_to_read
from crawler.profiles.files import load_profiles, profile_folders
from crawler.report.run_report import RunReport
from crawler.report.summary import Summary
from crawler.report.summary_line import check_summary_file, index_run, line_of, write_line
from crawler.run.error_log import ErrorLog
from crawler.run.fate_recorder import FateRecorder
from crawler.run.output_guard import OutputGuard
from crawler.run.run_log import RunLog, log_printably
from crawler.run.source_health import SourceHealth
from crawler.run.stopping import finish_on_signal
from crawler.run.tally import Tally
from crawler.run.verdict import Ending, Verdict, count, verdict
from crawler.system.lock import RunLock
from crawler.traits import traits_of

logger = logging.getLogger(__name__)

T = TypeVar("T")

# Objects that come before Python looks for garbage; 700. A page has hundreds, nearly all of which
# go without being looked for.
GARBAGE = 20_000
# The fates of pages that a source's model learns from at the end of a run.
TAKEN: tuple[Fate, ...] = ("written", "updated")


class Command(CommandLine, BaseRunSpiderCommand):
    """Exit codes: 0 all went well, 1 see the summary, 2 wrong use, 75 another run is at work."""

    requires_project = True
    most_words = 1

    def syntax(self) -> str:
        return "[options] <spider>"

    def short_desc(self) -> str:
        return "Run a spider: article, news or replay"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-q", "--quiet", action="store_true", help="print nothing if all goes well"
        )
        parser.add_argument(
            "-v", "--verbose", action="store_true", help="print each page's fate as it falls"
        )
        parser.add_argument(
            "--strict",
            action="store_true",
            help="end with 1 as long as anything is wrong, reported before or not",
        )
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = spider_arguments(SpiderLoader.from_settings(self.settings))

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        if opts.quiet:
            self.settings.set("PROGRESS_ENABLED", False, priority="cmdline")
        if opts.verbose:
            self.settings.set("LOG_LEVEL", "INFO", priority="cmdline")
        with mistakes_reported():
            for name, value in opts.spargs.items():
                if not value:
                    raise ArgumentError(f"-a {name}= is empty: give it a value, or leave it out")
            check_log_file(self.settings["LOG_FILE"])
            check_summary_file(self.settings["SUMMARY_FILE"])

    def too_many(self, args: list[str], word: str) -> str:
        """Return how to say what a word after the spider's name is for."""
        name = {"article": "url", "replay": "path", "news": "source"}.get(args[0], "NAME")
        return f"crawl takes one spider, and no {word!r} after it: say -a {name}={word}"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("which spider? Name one: article, news or replay", print_help=False)
        assert self.settings is not None
        assert self.crawler_process is not None
        name = args[0]
        with mistakes_reported():
            spiders = self.crawler_process.spider_loader.list()
            if name not in spiders:
                raise ArgumentError(f"no spider {name!r}{did_you_mean(name, spiders)}")
            with RunLock(Path(self.settings["OUTPUT_DIR"]), f"scrapy crawl {name}"):
                self.exitcode = self.crawl(name, opts)

    def crawl(self, spider: str | type[Spider], opts: argparse.Namespace) -> int:
        """Run the spider, print how it went and return the exit code."""
        assert self.settings is not None
        assert self.crawler_process is not None
        crawler = self.crawler_process.create_crawler(spider)
        self.listen(crawler)
        traits = traits_of(crawler.spidercls)
        run = f"{datetime.now(timezone.utc):%Y%m%dT%H%M%S.%fZ}-{crawler.spidercls.name}"

        def ask_for_contact() -> None:
            if traits.comes_back and not crawler.settings["CONTACT"]:
                # Cron would send it by mail after each run; the log has it, and `scrapy sources`.
                logger.log(logging.INFO if opts.quiet else logging.WARNING, NO_CONTACT)

        def listen_for_signals() -> None:
            finish_on_signal(crawler)

        crawler.signals.connect(ask_for_contact, signals.spider_opened)
        crawler.signals.connect(settle_down, signals.spider_opened)
        crawler.signals.connect(log_printably, signals.spider_opened)
        crawler.signals.connect(listen_for_signals, signals.engine_started)
        output, logs_kept = Path(self.settings["OUTPUT_DIR"]), self.settings.getint("LOGS_KEPT")
        with ErrorLog() as errors, RunLog(output, run, logs_kept):
            raised = kept_failure(self.crawler_process.crawl(crawler, **opts.spargs))
            self.crawler_process.start()
        for error in filter(None, raised):
            raise error
        keeper = crawler.get_extension(LedgerKeeper)
        if keeper and isinstance(keeper.fault, DamagedLedger):
            raise keeper.fault
        tally = extension(crawler, FateRecorder).tally
        end = ending(crawler, tally, errors)
        if opts.strict:
            end = replace(end, announced=replace(end.announced, silent=frozenset()))
        last_word = verdict(end)
        try:
            page = extension(crawler, RunReport).write(run, tally, last_word)
        except OSError as error:
            page = None
            last_word = Verdict(1, f"{last_word.sentence} The report can't be written: {error}.")
        line = line_of(run, tally, end.announced, last_word, page)
        if page is not None:
            index_run(page.parent, line)
        if file := self.settings["SUMMARY_FILE"]:
            write_line(file, line)
        if last_word.exit_code or tally.edits or end.announced.over or not opts.quiet:
            pipe_taken = "stdout:" in self.settings.getdict("FEEDS")
            out = console(stderr=pipe_taken)
            extension(crawler, Summary).print(out, tally, last_word, page)
        self.say_more(crawler, run, is_quiet=opts.quiet)
        if crawler.spidercls.name == "news" and self.settings.getbool("LEARN_AFTER_RUN"):
            self.learn(tally, quiet=opts.quiet)
        return last_word.exit_code

    def learn(self, tally: Tally, *, quiet: bool) -> None:
        """Learn the models of the sources that gave articles, and say what has become of them."""
        from crawler.memory.lessons import archived, lessons  # a while to load

        taken = {source for source, fates in tally.fates.items() if any(map(fates.get, TAKEN))}
        profiles = load_profiles(profile_folders(self.settings))
        sources = sorted(taken & profiles.keys())
        if not sources:
            return
        with ledger_to_read(self.settings) as ledger:
            pages = archived(Path(self.settings["OUTPUT_DIR"]), ledger, sources)
            made = list(lessons(self.settings, profiles, pages, taken.__contains__))
        new = sum(lesson.new for lesson in made)
        if new and not quiet:
            models = count(len(made), "model")
            console().out(f"{models} learned, from {count(new, 'new page')}", highlight=False)
        for lesson in made:
            for sentence in lesson.sentences:
                console().out(printable(sentence), highlight=False)

    def listen(self, crawler: Crawler) -> None:
        """Have a command with a report of its own hear of what the crawl does."""

    def say_more(self, crawler: Crawler, run: str, *, is_quiet: bool) -> None:
        """Have such a command say what it heard; run: the name of the run's files."""


def spider_arguments(spiders: SpiderLoader) -> str:
    """Return what each spider says of itself and of its arguments."""
    return "\n\n".join(
        cleandoc(spiders.load(name).__doc__ or name) for name in sorted(spiders.list())
    )


def settle_down() -> None:
    """Leave what is loaded by now out of garbage collections: it stays to the end.

    Else a full one holds the reactor for 0.06 to 0.09 s (`python -m benchmarks.listings`).
    """
    gc.freeze()
    gc.set_threshold(GARBAGE)


def ending(crawler: Crawler, tally: Tally, errors: ErrorLog) -> Ending:
    """Return what is known of a crawl that is over."""
    return Ending(
        tally,
        reason=crawler.stats.get_value("finish_reason", "aborted"),
        fault=extension(crawler, OutputGuard).fault,
        lost=extension(crawler, OutputGuard).lost,
        errors=errors.messages,
        error_count=errors.count,
        alarms=extension(crawler, SourceHealth).alarms,
        announced=extension(crawler, SourceHealth).announced,
        traits=traits_of(crawler.spidercls),
    )


def kept_failure(crawl: Awaitable[None]) -> list[BaseException | None]:
    """Return the list in which what ends the crawl will be found, empty if nothing did."""
    raised: list[BaseException | None] = []
    if isinstance(crawl, Deferred):
        crawl.addErrback(lambda failure: raised.append(failure.value))
    elif isinstance(crawl, Future):
        crawl.add_done_callback(lambda done: raised.append(done.exception()))
    return raised


def extension(crawler: Crawler, kind: type[T]) -> T:
    """Return one of our extensions; raises SettingsError if it is switched off."""
    found = crawler.get_extension(kind)
    if found is None:
        raise SettingsError(f"EXTENSIONS: {kind.__module__}.{kind.__name__} must stay in it")
    return found


def check_log_file(path: str | None) -> None:
    """Raise OutputError for a log file that can't be written."""
    if path:
        try:
            Path(path).open("a").close()
        except OSError as error:
            raise OutputError(f"log file {path}: can't be written: {error.strerror}") from error
