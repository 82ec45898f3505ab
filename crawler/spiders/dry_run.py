"""What a dry run does in place of asking for pages: it prints their addresses."""

import os
import sys

from scrapy.crawler import Crawler

from crawler.console import printable
from crawler.discovery import Discovered
from crawler.ending import end_crawl


class DryRun:
    """Prints each page once."""

    def __init__(self) -> None:
        self._printed: set[str] = set()

    def show(self, page: Discovered, crawler: Crawler) -> bool:
        """Print address, day and title in columns; return whether it was new.

        Where nobody reads on, as before `| head`, the crawl ends.
        """
        if page.url in self._printed:
            return False
        self._printed.add(page.url)
        day = f"{page.published:%Y-%m-%d %H:%M}" if page.published else ""
        try:
            print(printable(page.url), day, printable(page.title or ""), sep="\t", flush=True)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            end_crawl(crawler, "finished")
        return True
