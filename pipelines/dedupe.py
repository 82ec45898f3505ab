"""Duplicates: the same text under another address is kept once.

Which of the copies is kept must not depend on the order in which pages arrive, so the copies of a
text have an order of their own: what an earlier run has written stays; else the one published
first is kept, else the one with the smaller URL. A copy is dropped if a better one has been seen,
be that one kept or not, and a worse one that this run has written already goes as soon as the
better one has its file. (Copies under the same canonical URL are versions of one article: the
Markdown pipeline keeps the newest.)
"""

import re
import unicodedata
from dataclasses import replace
from datetime import datetime, timezone
from hashlib import blake2b

from scrapy.crawler import Crawler

from crawler.fates import DuplicateArticle
from crawler.items import Article
from crawler.ledger import Entry, Ledger, ledger_of

LETTERS = 200  # a shorter text says too little: "This is a developing story."
_NEVER = datetime.max.replace(tzinfo=timezone.utc)


def fingerprint(text: str) -> int | None:
    """Return 64 bits of the text's letters and digits; None if they are too few to tell."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    essence = re.sub(r"[\W_]+", "", plain)
    if len(essence) < LETTERS:
        return None
    digest = blake2b(essence.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def rank(entry: Entry, run: int) -> tuple[bool, datetime, str]:
    """Return the place of a copy among the others of its text; the smallest is kept."""
    return not (entry.path and entry.run < run), entry.published or _NEVER, entry.url


def counts(entry: Entry, run: int) -> bool:
    """Say whether a copy can displace another: it has a file, or was seen in this run."""
    return bool(entry.path) or entry.run == run


class DedupePipeline:
    """Drops a copy, or notes the copies whose place the article takes."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "DedupePipeline":
        """Return the pipeline with the run's ledger."""
        return cls(ledger_of(crawler))

    def process_item(self, article: Article) -> Article:
        """Return the article; raises DuplicateArticle."""
        own = self.ledger.entry(article.canonical_url)
        mark = fingerprint(article.text)
        if own is None or mark is None:
            return article
        run = self.ledger.run
        copies = [copy for copy in self.ledger.same_text(mark) if copy.url != own.url]
        self.ledger.remember_text(mark, own.url)
        others = [copy for copy in copies if counts(copy, run)]
        best = min((own, *others), key=lambda copy: rank(copy, run))
        # What any version of the article was found to repeat in this run, it repeats.
        kept = best.code if best is not own else own.duplicate_of if own.run == run else None
        if kept != own.duplicate_of:
            self.ledger.save(replace(own, duplicate_of=kept))
        for copy in others:
            if copy.run == run and not copy.duplicate_of and rank(own, run) < rank(copy, run):
                self.ledger.save(replace(copy, duplicate_of=own.code))
                article.displaces += (copy.code,)
        if kept and own.path and own.run == run:
            article.displaces += (own.code,)
        if kept and not article.displaces:
            raise DuplicateArticle(article.url, own.code, kept)
        return article  # one with files to remove is dropped by the Markdown pipeline
