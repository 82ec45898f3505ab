"""What else speaks for a block: the page's own data, and what trafilatura takes for the article."""

import copy
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from crawler.extraction.agreement import Witness, words
from crawler.extraction.blocks import PageBlock
from crawler.extraction.page import Page

LEAST_BODY = 400  # characters: a shorter articleBody is a summary
LEAST_CAPTION = 20  # characters: a shorter alternative text is a label
LONG_BLOCK = 80  # characters: blocks by which whole texts are compared

MOST_ELEMENTS = 20_000  # of a page that trafilatura reads: its time grows with their square
MOST_DEPTH = 200  # of the same, and nested tables cost it more yet; news pages have 60 at most

_TAG = re.compile(r"<[^<>]+>")
_is_too_large: Callable[[HtmlElement], bool] = etree.XPath(  # type: ignore[assignment]
    f"count(//*) > {MOST_ELEMENTS} or boolean({'/*' * MOST_DEPTH})"
)


@dataclass(frozen=True, slots=True)
class Testimony:
    """The texts that blocks are held against, "" where the page offers none."""

    headline: str
    description: str
    article_body: str  # of the structured data, a paragraph a line where it has lines
    trafilatura: str  # a block a line
    captions: str  # alternative texts of images, one a line

    def of(self, blocks: Sequence[PageBlock]) -> list[tuple[int, ...]]:
        """Return the numbers of features.EVIDENCE for each block."""
        body, headline = Witness(self.article_body), Witness(self.headline)
        description, captions = Witness(self.description), Witness(self.captions)
        trafilatura = Witness(self.trafilatura)
        rows = []
        long = agreed = in_body = 0
        for block in blocks:
            tokens = words(block.text)
            row = (
                body.share(tokens),
                headline.likeness(tokens),
                description.share(tokens),
                trafilatura.share(tokens),
                captions.share(tokens),
            )
            rows.append(row)
            if len(block.text) > LONG_BLOCK:
                long += len(tokens)
                if row[3] > 50:
                    agreed += len(tokens)
                    in_body += len(tokens) * row[0]
        body_share = in_body // max(1, agreed) if body.words else -1
        return [(*row, body_share, 100 * agreed // max(1, long)) for row in rows]


def testimony_of(page: Page, headline: str, description: str) -> Testimony:
    """Return what the page's data and trafilatura say of its text."""
    return Testimony(
        headline=headline,
        description=description,
        article_body=article_body(page),
        trafilatura=trafilatura_text(page),
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


def trafilatura_text(page: Page) -> str:
    """Return what trafilatura takes for the article, a block a line, "" if it finds none.

    In its fast form: the costly comparison with other extractors is the classifier's business here.
    """
    if _is_too_large(page.tree):
        return ""
    found = bare_extraction(
        copy.deepcopy(page.tree),  # it takes the tree apart
        fast=True,
        with_metadata=False,
        include_comments=False,
        include_tables=True,
    )
    return getattr(found, "text", None) or ""
