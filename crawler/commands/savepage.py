"""`scrapy savepage`: keeps a page with its sidecar, for a fixture or a replay."""

import argparse
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.archive import Unreadable
from crawler.console import console, mistakes_told, printable
from crawler.errors import ArgumentError
from crawler.profile_files import load_profiles, profile_folders
from crawler.profiles import profile_for
from crawler.saved_pages import write_page
from crawler.single_page import fetched_page
from crawler.spiders.base import is_web_address

NAME_LENGTH = 80  # characters; some addresses are longer than a file's name may be


class Command(ScrapyCommand):
    """Exit codes: 0 saved, 1 not to be had, 2 wrong use."""

    requires_project = True

    def syntax(self) -> str:
        return "[-d FOLDER] <url>"

    def short_desc(self) -> str:
        return "Save a page and its sidecar, as a fixture or for a replay"

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
        with mistakes_told():
            if not is_web_address(args[0]):
                raise ArgumentError(f"{args[0]}: not an http address")
            profiles = load_profiles(profile_folders(self.settings))
            try:
                page = fetched_page(self.crawler_process, args[0])
            except Unreadable as problem:
                console(stderr=True).out(printable(str(problem)), highlight=False)
                self.exitcode = 1
                return
            source = profile_for(page.url, profiles).name or urlsplit(page.url).hostname or ""
        folder = opts.folder or Path(self.settings["REPLAY_PATH"], source)
        file = folder / page_name(page.url)
        write_page(page, file)
        console().out(f"{file}.html\n{file}.json", highlight=False)


def page_name(url: str) -> str:
    """Return a file name, without ending, for the page at this address: the end of its path."""
    parts = urlsplit(url)
    last = unquote(parts.path).rstrip("/").rpartition("/")[2] or parts.hostname or ""
    stem = re.sub(r"\.(html?|php|aspx?|jsp)$", "", last)
    return re.sub(r"\W+", "-", stem)[:NAME_LENGTH].strip("-")
