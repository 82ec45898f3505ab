"""What speaks for a block: the texts that the page's own data and pictures offer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crawler.extraction.classifier.agreement import Witness, Words, words
from crawler.extraction.classifier.places import Numbers
from crawler.extraction.page.page import Page

LEAST_BODY = 400  # characters: a shorter articleBody is a summary
LEAST_CAPTION = 20  # characters: a shorter alternative text is a label

EVIDENCE = (
    "in_article_body",
    "in_headline",
    "in_description",
    "in_alt",
    "names_author",
    "article_body_shown",
)
_FULL_NAME = 2  # words: one alone may be any word
_BEFORE_NAME = 2  # words, such as "written by" or "our correspondent"
_TAG = re.compile(r"<[^<>]+>")


@dataclass(frozen=True, slots=True)
class Testimony:
    """The texts that blocks are held against, "" where the page offers none."""

    headline: str
    description: str
    article_body: str  # of the structured data, a paragraph a line where it has lines
    captions: str  # alternative texts of images, one per line
    authors: tuple[str, ...]

    def of(self, blocks: Sequence[Words]) -> Numbers:
        """Return the numbers of EVIDENCE, a block a row; a block is here its words."""
        headline, body = Witness(self.headline), Witness(self.article_body)
        authors = [name for author in self.authors if len(name := words(author)) >= _FULL_NAME]
        return np.column_stack(
            (
                body.shares(blocks),
                [headline.likeness(block) for block in blocks],
                Witness(self.description).shares(blocks),
                Witness(self.captions).shares(blocks),
                [_naming(block, authors) for block in blocks],
                [body.shown_by(blocks)] * len(blocks),
            )
        )


def _naming(block: Words, authors: Sequence[Words]) -> int:
    """Return 2 if a block begins with an author's name, as bylines do, 1 if it has one, else 0."""
    starts = [_start(name, block) for name in authors]
    return max((2 if start <= _BEFORE_NAME else 1 for start in starts if start >= 0), default=0)


def _start(name: Words, block: Words) -> int:
    """Return where a block's words have a name for the first time, -1 if they don't."""
    if name[0] not in block:
        return -1
    size = len(name)
    starts = range(block.index(name[0]), len(block) - size + 1)
    return next((n for n in starts if block[n : n + size] == name), -1)


def testimony_of(
    page: Page, headline: str, description: str, authors: tuple[str, ...]
) -> Testimony:
    """Return what the page's data say of its text."""
    return Testimony(
        headline=headline,
        description=description,
        article_body=article_body(page),
        authors=authors,
        captions="\n".join(
            alt
            for image in page.tree.iter("img")
            if len(alt := image.get("alt") or "") > LEAST_CAPTION
        ),
    )


def article_body(page: Page) -> str:
    """Return the longest articleBody of the page's data without markup, "" if there is none."""
    texts = [
        text
        for node in page.json_ld
        if isinstance(text := node.get("articleBody"), str) and len(text) >= LEAST_BODY
    ]
    return _TAG.sub("\n", max(texts, key=len, default=""))
