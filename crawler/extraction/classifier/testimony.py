"""What speaks for a block: the texts that the page's own data and pictures offer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crawler.extraction.classifier.agreement import Witness, Words
from crawler.extraction.classifier.places import Numbers
from crawler.extraction.page.page import Page

LEAST_BODY = 400  # characters: a shorter articleBody is a summary
LEAST_CAPTION = 20  # characters: a shorter alternative text is a label

EVIDENCE = (
    "in_article_body",
    "in_headline",
    "in_description",
    "in_alt",
    "article_body_shown",
)
_TAG = re.compile(r"<[^<>]+>")


@dataclass(frozen=True, slots=True)
class Testimony:
    """The texts that blocks are held against, "" where the page offers none."""

    headline: str
    description: str
    article_body: str  # of the structured data, a paragraph a line where it has lines
    captions: str  # alternative texts of images, one per line

    def of(self, blocks: Sequence[Words]) -> Numbers:
        """Return the numbers of EVIDENCE, a block a row; a block is here its words."""
        headline, body = Witness(self.headline), Witness(self.article_body)
        return np.column_stack(
            (
                body.shares(blocks),
                [headline.likeness(block) for block in blocks],
                Witness(self.description).shares(blocks),
                Witness(self.captions).shares(blocks),
                [body.shown_by(blocks)] * len(blocks),
            )
        )


def testimony_of(page: Page, headline: str, description: str) -> Testimony:
    """Return what the page's data say of its text."""
    return Testimony(
        headline=headline,
        description=description,
        article_body=article_body(page),
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
