"""`scrapy explain`: why the article of a page came out as it did."""

import argparse
from collections.abc import Iterator

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.archive.records import SavedPage, Unreadable
from crawler.cli.command_line import CommandLine
from crawler.console import console, mistakes_reported, printable
from crawler.probes.single_page import holds_pages, kept_pages, single_page
from crawler.profiles.files import load_profiles, profile_folders
from crawler.profiles.model_files import site_models
from crawler.profiles.profile import profile_for
from crawler.workers.page_reader import PageReader, as_fetched

EXPLAIN = "crawler.library.explained_page:explained"


class Command(CommandLine, ScrapyCommand):
    """Exit codes: 0, 1 the page can't be fetched or read, 2 wrong use."""

    requires_project = True
    most_words = 1

    def syntax(self) -> str:
        return "[options] <URL, saved page, folder or WARC file>"

    def short_desc(self) -> str:
        return "Show what each field of a page's article won against, and why each line was dropped"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--json",
            action="store_true",
            help="print JSON, texts in full; of a folder or a WARC file one line per page",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if len(args) != 1:
            raise UsageError("which page? Name one: its address, or a saved page", print_help=False)
        place = args[0]
        form = "text" if not opts.json else "line" if holds_pages(place) else "json"
        with mistakes_reported(), PageReader(self.settings, EXPLAIN) as reader:
            profiles = load_profiles(profile_folders(self.settings))
            models = site_models(self.settings)
            for page in self.pages(place):
                try:
                    if isinstance(page, Unreadable):
                        raise page
                    profile = models.with_model(profile_for(page.url, profiles), page.url)
                    found = reader.read(EXPLAIN, page, profile, form=form, **as_fetched(page))
                except Unreadable as problem:
                    console(stderr=True).out(printable(str(problem)), highlight=False)
                    self.exitcode = 1
                    continue
                if opts.json:
                    console().out(found, highlight=False)
                else:
                    console().print(found, end="\n" * (1 + holds_pages(place)))

    def pages(self, place: str) -> Iterator[SavedPage | Unreadable]:
        """Yield what is at a place; raises ArgumentError if that is nothing."""
        if holds_pages(place):
            yield from kept_pages(place)
            return
        assert self.crawler_process is not None
        try:
            yield single_page(self.crawler_process, place)
        except Unreadable as problem:
            yield problem
