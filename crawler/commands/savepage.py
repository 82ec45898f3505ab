"""`scrapy savepage`: keeps a page with its sidecar, for a fixture or a replay."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scrapy import Request
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive import SavedPage
from crawler.commands.crawl import kept_failure
from crawler.console import console, mistakes_told, printable
from crawler.errors import ArgumentError
from crawler.fates import fate_of_failure
from crawler.profiles import profile_for
from crawler.saved_pages import write_page
from crawler.spiders.base import ArticleSpider, is_web_address

NAME_LENGTH = 80  # characters; some addresses are longer than a file's name may be


class SavePageSpider(ArticleSpider):
    """Fetches one page as a crawl would, and writes it down as it is."""

    name = "savepage"
    # No ledger and no summary: this is no run.
    custom_settings = {"EXTENSIONS": {}, "ITEM_PIPELINES": {}}  # noqa: RUF012  # as Scrapy types it

    def __init__(self, url: str, folder: Path | None) -> None:
        super().__init__()
        self.url = url
        self.folder = folder
        self.saved: Path | None = None
        self.problem = "nothing came back"

    def requests(self) -> Iterator[Request]:
        """Yield the page's request."""
        yield Request(self.url, self.save, errback=self.failed, meta={"article_url": self.url})

    def save(self, response: Response) -> None:
        """Write the page and its sidecar."""
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        )
        folder = self.folder or Path(
            self.settings["REPLAY_PATH"],
            profile_for(response.url, self.profiles).name or urlsplit(response.url).hostname or "",
        )
        page = SavedPage(
            response.url, response.meta["fetched_at"], response.status, headers, response.body
        )
        self.saved = folder / page_name(response.url)
        write_page(page, self.saved)

    def failed(self, failure: Failure) -> None:
        """Keep why there is no page."""
        fate, reason = fate_of_failure(failure)
        self.problem = f"{fate}: {reason}"


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
        assert self.crawler_process is not None
        with mistakes_told():
            if not is_web_address(args[0]):
                raise ArgumentError(f"{args[0]}: not an http address")
            crawler = self.crawler_process.create_crawler(SavePageSpider)
            raised = kept_failure(
                self.crawler_process.crawl(crawler, url=args[0], folder=opts.folder)
            )
            self.crawler_process.start()
            for error in filter(None, raised):
                raise error
        spider = crawler.spider
        assert isinstance(spider, SavePageSpider)
        if spider.saved is None:
            console(stderr=True).out(printable(f"{spider.problem}: {args[0]}"))
            self.exitcode = 1
        else:
            console().out(f"{spider.saved}.html\n{spider.saved}.json")


def page_name(url: str) -> str:
    """Return a file name, without ending, for the page at this address: the end of its path."""
    parts = urlsplit(url)
    last = unquote(parts.path).rstrip("/").rpartition("/")[2] or parts.hostname or ""
    stem = re.sub(r"\.(html?|php|aspx?|jsp)$", "", last)
    return re.sub(r"\W+", "-", stem)[:NAME_LENGTH].strip("-")
