"""`scrapy savepage`: keeps an article's page or pages with sidecars, for a fixture or a replay."""

import argparse
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.archive.records import SavedPage, Unreadable
from crawler.archive.saved_pages import write_page
from crawler.cli.command_line import CommandLine
from crawler.console import console, mistakes_reported, printable
from crawler.errors import ArgumentError
from crawler.probes.single_page import fetched_pages
from crawler.profiles.files import load_profiles, profile_folders
from crawler.profiles.profile import profile_for
from crawler.spiders.arguments import with_scheme
from crawler.spiders.base import is_web_address
from crawler.spiders.later_pages import most_pages
from crawler.workers.page_reader import PageReader

NAME_LENGTH = 80  # characters; some addresses are longer than a file's name may be


class Command(CommandLine, ScrapyCommand):
    """Exit codes: 0 saved, 1 can't be fetched, 2 wrong use."""

    requires_project = True
    most_words = 1

    def syntax(self) -> str:
        return "[-d FOLDER] <url>"

    def short_desc(self) -> str:
        return "Save a page, with the later ones of its article, as fixtures or for a replay"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-d", "--folder", type=Path, help="default: the source's folder in REPLAY_PATH"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("which page? Give one URL", print_help=False)
        assert self.settings is not None
        assert self.crawler_process is not None
        with mistakes_reported(), PageReader(self.settings) as reader:
            address = with_scheme(args[0])
            if not is_web_address(address):
                raise ArgumentError(f"{args[0]}: not an http address")
            profiles = load_profiles(profile_folders(self.settings))

            def later_page(page: SavedPage) -> str | None:
                article = reader.article(page, profile_for(page.url, profiles))
                return article.whole_page or article.next_page

            pages = fetched_pages(
                self.crawler_process, address, later_page, most_pages(self.settings)
            )
        source = first = ""
        for number, page in enumerate(pages, 1):
            if isinstance(page, Unreadable):
                console(stderr=True).out(printable(str(page)), highlight=False)
                self.exitcode = 1
                return
            first = first or page_name(page.url)
            source = source or profile_for(page.url, profiles).name or site(page.url)
            folder = opts.folder or Path(self.settings["REPLAY_PATH"], source)
            file = folder / (first if number == 1 else f"{first}-{number}")
            write_page(page, file)
            console().out(f"{file}.html\n{file}.json", highlight=False)


def site(url: str) -> str:
    """Return the host of a page, the folder of one that is of no source."""
    return urlsplit(url).hostname or ""


def page_name(url: str) -> str:
    """Return a file name, without ending, for the page at this address: the end of its path."""
    parts = urlsplit(url)
    last = unquote(parts.path).rstrip("/").rpartition("/")[2] or parts.hostname or ""
    stem = re.sub(r"\.(html?|php|aspx?|jsp)$", "", last)
    return re.sub(r"\W+", "-", stem)[:NAME_LENGTH].strip("-")
