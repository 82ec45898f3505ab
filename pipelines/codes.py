"""Codes: each article's identity, given once and for ever.

The ledger remembers which canonical URL has which code. A new one is computed from the article
alone, so that it is the same on any machine and in any order; only where another URL has it
already, which one in 300 million pairs of the same minute does, the order decides. Of several
captures of an article that are new to one run, such as a replay's, the first fetched gives the
code, even if it is the last to come; from the end of that run on the code is for ever.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta, timezone

from scrapy.crawler import Crawler

from crawler.items import Article
from crawler.ledger import Entry, Ledger, ledger_of
from pipelines.article_code import codes
from pipelines.identity import CodedArticle


def published(article: Article) -> datetime | None:
    """Return the instant of publication to compare by; a day without a time counts as its end."""
    moment = article.date_published
    if moment is None or isinstance(moment, datetime):
        return moment
    return datetime.combine(moment + timedelta(days=1), time(), timezone.utc)


def free_code(article: Article, ledger: Ledger) -> str:
    """Return the article's code: the first that no other URL has."""
    for code in codes(article):
        holder = ledger.holder(code)
        if holder is None or holder.url == article.canonical_url:
            return code
    raise AssertionError("codes() never ends")


def with_first_code(article: Article, entry: Entry, ledger: Ledger) -> Entry:
    """Return the entry with the code of this capture, which was fetched before the others.

    Of two captures of one instant the smaller code is taken.
    """
    code = free_code(article, ledger)
    if article.retrieved == entry.first_retrieved and code >= entry.code:
        return entry
    if code != entry.code:
        ledger.rename_copied(entry.code, code)
    return replace(entry, code=code, published=published(article) or entry.published)


def known(article: Article, entry: Entry | None, ledger: Ledger) -> Entry:
    """Return the article's entry in the ledger with what this page adds to it."""
    if entry is None:
        return Entry(
            url=article.canonical_url,
            code=free_code(article, ledger),
            source=article.source,
            run=ledger.run,
            first_retrieved=article.retrieved,
            retrieved=article.retrieved,
            published=published(article),
        )
    if entry.path is None and entry.run != ledger.run:  # nothing came of it then
        entry = replace(entry, run=ledger.run, duplicate_of=None)
    if entry.run == ledger.run and article.retrieved <= entry.first_retrieved:
        entry = with_first_code(article, entry, ledger)
    return replace(
        entry,
        first_retrieved=min(entry.first_retrieved, article.retrieved),
        published=entry.published or published(article),
    )


class CodePipeline:
    """Gives the article its code, and a place in the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CodePipeline":
        """Return the pipeline with the run's ledger."""
        return cls(ledger_of(crawler))

    def process_item(self, article: Article) -> CodedArticle:
        """Return the article with its code."""
        entry = self.ledger.entry(article.canonical_url)
        if entry is None and article.older_url and self.ledger.entry(article.older_url):
            # What has a code keeps it, and its address.
            article = replace(article, canonical_url=article.older_url)
            entry = self.ledger.entry(article.canonical_url)
        seen = known(article, entry, self.ledger)
        if seen != entry:
            self.ledger.save(seen)
        return CodedArticle(article=article, code=seen.code)
