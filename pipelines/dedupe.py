"""Duplicates: the same text under another address is kept once, whoever has cut or edited it.

Which of the copies is kept must not depend on the order in which pages arrive, so the copies of a
text have an order of their own: what an earlier run has written stays; else the one published
first is kept, else the one with the smaller URL. A copy is dropped if a better one has been seen,
be that one kept or not, and a worse one that this run has written already goes as soon as the
better one has its file. With KEEP_COPIES each has a file, and the later one names the code of the
other as same_as. (Copies under the same canonical URL are versions of one article: the
Markdown pipeline keeps the newest.)
"""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from hashlib import blake2b
from urllib.parse import urlsplit

from scrapy.crawler import Crawler

from crawler.failures import DuplicateArticle
from crawler.items import Article
from crawler.ledger import Entry, Ledger, ledger_of
from pipelines.document.keys import text_hash
from pipelines.text.likeness import LEAST_SHARED, Words, are_alike, sample, words_of

LETTERS = 200  # a shorter text says too little: "This is a developing story."
COPIED_WITHIN = timedelta(days=7)  # what returns later, such as a table of prices, is news again
_NEVER = datetime.max.replace(tzinfo=timezone.utc)


def fingerprint(text: Words) -> int | None:
    """Return 64 bits of the text's letters and digits; None if they are too few to identify it."""
    essence = b"".join(text.words)
    if len(essence.decode("utf-8", "surrogatepass")) < LETTERS:
        return None
    return int.from_bytes(blake2b(essence, digest_size=8).digest(), "big", signed=True)


def rank(entry: Entry, run: int) -> tuple[bool, datetime, str]:
    """Return the place of a copy among the others of its text; the smallest is kept."""
    return not (entry.path and entry.run < run), entry.published or _NEVER, entry.url


def counts(entry: Entry, run: int) -> bool:
    """Return whether a copy can displace another: it has a file, or was seen in this run."""
    return bool(entry.path) or entry.run == run


def host(entry: Entry) -> str | None:
    """Return the host of an article, without the www. that some of its addresses have."""
    name = urlsplit(entry.url).hostname
    return name and name.removeprefix("www.")


class DedupePipeline:
    """Drops a copy, or notes the copies whose place the article takes."""

    def __init__(self, ledger: Ledger, keeps_copies: bool = False) -> None:
        self.ledger = ledger
        self.keeps_copies = keeps_copies

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "DedupePipeline":
        """Return the pipeline with the run's ledger."""
        return cls(ledger_of(crawler), crawler.settings.getbool("KEEP_COPIES"))

    def process_item(self, article: Article) -> Article:
        """Return the article; raises DuplicateArticle."""
        entry = self.ledger.entry(article.canonical_url)
        text = words_of(article.text)
        mark = fingerprint(text)
        if entry is None or mark is None:
            return article
        key = self.ledger.sample_key(entry, text_hash(article))
        own, copies = self.with_copies(entry, key, text, mark)
        run = self.ledger.run
        others = [copy for copy in copies if counts(copy, run)]
        best = min((own, *others), key=lambda copy: rank(copy, run))
        if self.keeps_copies:
            article.same_as = own.duplicate_of or (None if best is own else best.code)
            self.ledger.save(replace(own, duplicate_of=article.same_as))
            return article
        # What any version of the article was found to repeat in this run, it repeats.
        kept = best.code if best is not own else own.duplicate_of if own.run == run else None
        own = replace(own, duplicate_of=kept)
        if own != entry:
            self.ledger.save(own)
        for copy in others:
            if copy.run == run and not copy.duplicate_of and rank(own, run) < rank(copy, run):
                self.ledger.save(replace(copy, duplicate_of=own.code))
                article.displaces += (copy.code,)
        if kept and own.path and own.run == run:
            article.displaces += (own.code,)
        if kept and not article.displaces:
            raise DuplicateArticle(article.url, own.code, kept)
        return article  # one with files to remove is dropped by the Markdown pipeline

    def with_copies(
        self, own: Entry, key: int, text: Words, mark: int
    ) -> tuple[Entry, list[Entry]]:
        """Return the article's entry with the size of its sample, and those of like texts.

        key: under which the text's marks are kept. Of an article whose file has another text, the
        entry is of that until this one is written.
        """
        marks = sample(text)
        published = own.published or own.first_retrieved
        if own.path is None or own.run == self.ledger.run:
            # Of the versions of a first run all marks are kept, in whatever order they come.
            own = replace(own, marks=max(own.marks, len(marks)))
        near = [
            other
            for other, shared in self.ledger.remember_marks(
                own.url, marks, published, LEAST_SHARED, key
            )
            if are_alike(shared, len(marks), other.marks, of_one_site=host(other) == host(own))
            and abs((other.published or other.first_retrieved) - published) <= COPIED_WITHIN
        ]
        same = self.ledger.remember_text(own.url, mark, key)
        return own, list({copy.url: copy for copy in (*same, *near)}.values())
