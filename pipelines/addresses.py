"""Whose page it is: two articles with texts of their own never become one, whatever pages state.

Some sites give all their pages one canonical address or og:url, that of a section, say; and an
address that was an article's may lead to another one's. The text decides, and in any order: of the
articles of one run that share an address each is filed under its page's own. The page at an
address is its owner: what another page has claimed is filed under that one's own, whenever it was.
"""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.signalmanager import SignalManager
from typing_extensions import TypeIs

from crawler.failures import HeldBack
from crawler.items import Article
from crawler.ledger import Entry, Ledger, ledger_of
from pipelines.article_code import code_for
from pipelines.document.options import Options, options
from pipelines.files.shelf import shelf_of
from pipelines.former import change_of, share_passages
from pipelines.refiling import refiled
from pipelines.text.likeness import words_of

MOST_WAITING = 500  # articles whose images are on their way


def are_one(article: Article, other: Article) -> bool:
    """Return whether two articles have passages in common, or come from one page."""
    texts = words_of(article.text), words_of(other.text)
    return article.url == other.url or share_passages(*texts)


def are_copies(url: str, other: str) -> bool:
    """Return whether two addresses may be of one article, such as `/a/amp` and `/a`.

    One has all that is in the path and query of the other, as an address for printing has.
    """
    parts = [
        set(filter(None, re.split("[/&]", f"{split.path}&{split.query}".lower())))
        for split in map(urlsplit, (url, other))
    ]
    return parts[0] <= parts[1] or parts[1] <= parts[0]


class AddressPipeline:
    """Files a page under its own address where the one that it states is another article's."""

    def __init__(self, options: Options, ledger: Ledger, signals: SignalManager) -> None:
        self.options = options
        self.ledger = ledger
        self.signals = signals
        self.shelf = shelf_of(ledger, options.output)
        self.last: dict[str, Article] = {}  # of each stated address, the last MOST_WAITING
        self.shared: set[str] = set()  # addresses that this run has found on different articles

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "AddressPipeline":
        """Return the pipeline with the run's ledger."""
        return cls(options(crawler.settings), ledger_of(crawler), crawler.signals)

    def process_item(self, article: Article) -> Article:
        """Return the article with an address of its own; raises HeldBack."""
        if article.asked_url and self.is_written(before := self.ledger.find(article.asked_url)):
            is_same = before.url in (article.canonical_url, article.older_url)
            if not is_same and self.is_another(before, article):
                raise HeldBack(article, f"leads to another article, {article.canonical_url}")
        stated, own = article.canonical_url, article.own_url or article.url
        is_known = stated != own and self.is_written(self.ledger.entry(own))
        if is_known or stated in self.shared or self.is_anothers(stated, own, article):
            return replace(article, canonical_url=own, older_url=None)
        return article

    def is_anothers(self, stated: str, own: str, article: Article) -> bool:
        """Return whether an article of another text has the address that a page states."""
        entry, waiting = self.ledger.entry(stated), self.last.pop(stated, None)
        self.last[stated] = article
        if len(self.last) > MOST_WAITING:
            del self.last[next(iter(self.last))]
        if entry is None or (entry.path and entry.page_url == (None if stated == own else own)):
            return False
        is_new = entry.run == self.ledger.run
        claimant = entry.page_url if stated == own else None
        if claimant and are_copies(claimant, own):
            claimant = None
        if entry.path and (is_new or claimant or not entry.held):
            is_another = self.is_another(entry, article)
        else:
            is_another = is_new and waiting is not None and not are_one(waiting, article)
        if is_another and (is_new or claimant):
            self.shared.add(stated)
            if entry.path and entry.page_url:
                self.give_back(entry, entry.page_url)
        return is_another

    def is_written(self, entry: Entry | None) -> TypeIs[Entry]:
        """Return whether an earlier run has written an article, and it is not held."""
        if entry is None or entry.path is None or entry.held:
            return False
        return entry.run < self.ledger.run

    def is_another(self, entry: Entry, article: Article) -> bool:
        """Return whether the file of an article has a text with which this one shares nothing."""
        former = self.shelf.content(entry.path)
        return former is not None and not change_of(former, article).is_related

    def give_back(self, entry: Entry, own: str) -> None:
        """File an article that has another one's address under the address of its page."""
        if self.ledger.entry(own) is not None:
            return
        code = code_for(own, entry.code, self.ledger)
        moved = replace(entry, url=own, code=code, page_url=None)
        moved = refiled(moved, self.shelf, self.options, self.signals)
        self.ledger.readdress(entry, moved)
