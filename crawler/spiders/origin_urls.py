"""Takes single articles: origin URLs from any site, of a known source or not."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

from scrapy import Request

from crawler.errors import ArgumentError
from crawler.fates import FATES
from crawler.ledger import Ledger, Visit, ledger_of
from crawler.spiders.arguments import argument_choice, argument_results, with_scheme
from crawler.spiders.base import ArticleSpider
from crawler.traits import Traits


class UrlSpider(ArticleSpider):
    """`scrapy crawl article -a url="https://… https://…"`: those pages.

    -a file=urls.txt        an address a line; - is standard input
    -a results=FILE         what became of each, as CSV or JSON lines, by the file's ending
    -a resume=0             start that file over; else the addresses that it has are passed over
    -a known=skip           pass over what an earlier run has settled
    -a known=refresh        ask for that only if it has changed
    """

    name = "article"
    traits = Traits(each_counts=True)

    def __init__(
        self,
        url: str = "",
        file: str = "",
        results: str = "",
        resume: str = "",
        known: str = "",
        **unknown: str,
    ) -> None:
        super().__init__(**unknown)
        self.urls = url.split()
        self.file = file
        if not self.urls and not file:
            raise ArgumentError("say which: -a url=https://… or -a file=urls.txt (- reads stdin)")
        if file not in {"", "-"}:
            try:
                Path(file).open().close()
            except OSError as error:
                raise ArgumentError(f"-a file={file}: {error.strerror}") from error
        self.known = argument_choice("known", known, ("skip", "refresh"))
        self.results = argument_results(results, resume)

    def requests(self) -> Iterator[Request]:
        """Yield one request per URL that is to be asked for."""
        ledger = ledger_of(self.crawler)
        for asked in self.addresses():
            url = with_scheme(asked)
            visit = ledger.visit(url) if self.known else None
            if self.results and self.results.has(asked):
                self.fates.known("")
            elif self.known == "skip" and visit and FATES[visit.fate].is_settled:
                self.fates.known("")
                if self.results:
                    self.results.known(url, asked, visit.fate)
            else:
                if self.results:
                    self.results.ask(url, asked)
                headers = self.conditions(ledger, url, visit)
                yield from self.article_requests(url, headers=headers)

    def addresses(self) -> Iterator[str]:
        """Yield what the arguments name, as it is written there."""
        with ExitStack() as stack:
            lines: Iterable[str] = ()
            if self.file == "-":
                lines = sys.stdin
            elif self.file:
                lines = stack.enter_context(
                    Path(self.file).open(encoding="utf-8-sig", errors="replace")
                )
            for line in chain(self.urls, lines):
                if line.strip() and not line.startswith("#"):
                    yield line.strip()

    def conditions(self, ledger: Ledger, url: str, visit: Visit | None) -> dict[str, str]:
        """Return the headers that ask whether a page has changed; none if its file has gone."""
        entry = ledger.find(url)
        if visit is None or entry is None or entry.path is None:
            return {}
        if not Path(self.settings["OUTPUT_DIR"], entry.path).is_file():
            return {}
        named = {"If-None-Match": visit.etag, "If-Modified-Since": visit.last_modified}
        return {name: value for name, value in named.items() if value}
