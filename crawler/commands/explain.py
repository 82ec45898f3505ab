"""`scrapy explain`: why the article of a page came out as it did."""

import argparse

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from w3lib.encoding import http_content_type_encoding

from crawler.archive import Unreadable
from crawler.console import console, mistakes_told, printable
from crawler.errors import ArgumentError, did_you_mean
from crawler.explanation import as_json, as_text
from crawler.extraction.article import extract
from crawler.profile_files import load_profiles, profile_folders
from crawler.profiles import profile_for
from crawler.single_page import single_page

CONTENT_TYPE = "content-type"


class Command(ScrapyCommand):
    """Exit codes: 0, 1 the page can't be fetched or read, 2 wrong use."""

    requires_project = True

    def syntax(self) -> str:
        return "[options] <URL or saved page>"

    def short_desc(self) -> str:
        return "Show what each field of a page's article won against, and why each line was dropped"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print JSON, texts in full")
        self._options = [option for action in parser._actions for option in action.option_strings]

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        with mistakes_told():
            for word in args:
                if word.startswith("-"):
                    raise ArgumentError(f"no option {word}{did_you_mean(word, self._options)}")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        assert self.crawler_process is not None
        if len(args) != 1:
            raise UsageError("which page? Name one: its address, or a saved page", print_help=False)
        with mistakes_told():
            profiles = load_profiles(profile_folders(self.settings))
            try:
                page = single_page(self.crawler_process, args[0])
            except Unreadable as problem:
                console(stderr=True).out(printable(str(problem)), highlight=False)
                self.exitcode = 1
                return
        content_type = next(
            (value for name, value in page.headers if name.lower() == CONTENT_TYPE), ""
        )
        extraction = extract(
            page.body,
            page.url,
            profile_for(page.url, profiles),
            charset=http_content_type_encoding(content_type),
        )
        if opts.json:
            console().out(as_json(extraction), highlight=False)
        else:
            console().print(as_text(extraction))
