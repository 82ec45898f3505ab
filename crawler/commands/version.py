"""`scrapy version`: this program's, and Scrapy's."""

import argparse

from scrapy.commands.version import Command as ScrapyVersion

from crawler.console import console
from crawler.news_script import version


class Command(ScrapyVersion):
    """Prints both; with --verbose Scrapy's own list of all that it stands on."""

    def short_desc(self) -> str:
        return "Print the versions of this program and of Scrapy"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.verbose:
            super().run(args, opts)
            return
        console().out(version(), highlight=False)
