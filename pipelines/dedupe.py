"""Duplicates: the same text under another address is kept once, whoever has cut or edited it.

Here the copies of a text are found; what follows of them, and of the article's other versions, is
identity.py's to decide, before images are fetched and once more at the write. With KEEP_COPIES each
copy has a file, and the later one names the code of the other as same_as.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from scrapy.crawler import Crawler

from crawler.failures import DuplicateArticle, Held, HeldBack
from crawler.ledger import Entry, Ledger, ledger_of
from pipelines.document.options import options
from pipelines.document.overrides import Overrides, read_overrides
from pipelines.files.shelf import Shelf, shelf_of
from pipelines.identity import CodedArticle, Doubt, Duplicate, KeepFormer, Write, decide, version_of
from pipelines.notices import host, without_notice
from pipelines.text.likeness import LEAST_SHARED, Words, are_alike, fingerprint, sample, words_of

COPIED_WITHIN = timedelta(days=7)  # what returns later, such as a table of prices, is news again


class DedupePipeline:
    """Finds an article's copies, and drops it where no file is to change for it."""

    def __init__(
        self,
        ledger: Ledger,
        shelf: Shelf,
        *,
        keeps_copies: bool,
        hold_below: int,
        overrides: Overrides | None = None,
    ) -> None:
        self.ledger = ledger
        self.shelf = shelf
        self.keeps_copies = keeps_copies
        self.hold_below = hold_below
        self.overrides = overrides or Overrides({})

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "DedupePipeline":
        """Return the pipeline with the run's ledger."""
        ledger, chosen = ledger_of(crawler), options(crawler.settings)
        return cls(
            ledger,
            shelf_of(ledger, chosen.output),
            keeps_copies=crawler.settings.getbool("KEEP_COPIES"),
            hold_below=chosen.hold_below,
            overrides=read_overrides(chosen.output),
        )

    def process_item(self, coded: CodedArticle) -> CodedArticle:
        """Return the article with its copies; raises DuplicateArticle, HeldBack or Held."""
        article, run = coded.article, self.ledger.run
        entry = self.ledger.entry(article.canonical_url)
        assert entry is not None, "the code pipeline comes first"
        former = self.shelf.content(entry.path)
        if of := self.overrides.copy_of(entry.code):
            self.ledger.save(replace(entry, duplicate_of=of))
            raise DuplicateArticle(article, entry.code, of)
        hold = self.overrides.hold(entry.code)
        version = version_of(article, entry, former, run, self.hold_below, hold)
        version = without_notice(version, entry, former, self.ledger, self.shelf)
        text = words_of(article.text)
        own, copies = entry, list[Entry]()
        if (mark := fingerprint(text)) is not None:
            key = self.ledger.sample_key(entry, version.text)
            own, copies = self.with_copies(entry, key, text, mark)
        decision = decide(own, copies, version, keeps_copies=self.keeps_copies)
        kept = decision.of if isinstance(decision, Duplicate) else None
        if isinstance(decision, Write):
            kept = decision.same_as
        own = replace(own, duplicate_of=kept)
        if own != entry:
            self.ledger.save(own)
        self.displace(copies, decision.displaces, own.code)
        if isinstance(decision, KeepFormer):
            raise HeldBack(article, decision.reason)
        if isinstance(decision, Doubt) and not decision.displaces:
            raise Held(article, decision.reason, own.path or "")
        if isinstance(decision, Duplicate) and not decision.displaces:
            raise DuplicateArticle(article, own.code, decision.of)
        return replace(
            coded,
            copies=tuple(copy.url for copy in copies),
            is_wanted=isinstance(decision, Write),
        )

    def displace(self, copies: Iterable[Entry], codes: Iterable[str], code: str) -> None:
        """Note of worse copies that they repeat the article of a code."""
        for copy in copies:
            if copy.code in codes and not copy.duplicate_of:
                self.ledger.save(replace(copy, duplicate_of=code))

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
