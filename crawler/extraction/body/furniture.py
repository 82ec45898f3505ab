"""Furniture that is known without a doubt: by its wording, or by what else the page says.

The languages are those of the saved pages and of the largest publishers; a pattern takes a whole
block, or what stands before the colon of one.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from crawler.extraction.fields.credit import credit_of_line
from crawler.extraction.fields.names import names_in, without_by
from crawler.extraction.languages import any_of
from crawler.extraction.page.block_list import PageBlock

Rule = Callable[[PageBlock], str | None]  # gives the reason to drop a block, None to say nothing

_READ_MORE = re.compile(rf"(?:\W*(?:{any_of('read_more')}))\s*[:：៖»]", re.I)
_CONTINUES = re.compile(rf"\W*(?:{any_of('story_continues')})\W*", re.I)
_PROMOTION = re.compile(rf"\W*(?:{any_of('promotion')})", re.I)
_OFFER = re.compile(rf"\W*(?:{any_of('paywall_offer')})", re.I)
_LEGAL = re.compile(rf"(?:{any_of('legal_notice')})", re.I)
_ADVERT = re.compile(rf"\W*(?:{any_of('advertisement')})\W*", re.I)
_SHORT = 200  # characters: a longer block has more to say than furniture
_LONG = 600  # characters of offers and of legal notices
PAYWALL_OFFER = "offer of a subscription"  # it says that the text ends before it
_MAILBOX = re.compile(r"\W*(?:[^\W\d_]+[\s.·|/,-]+){1,4}\(?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\W*")
_BARS = "|·•/"
_IS = re.compile(
    r",?\s+(?:is|was|writes|works|covers|reports|teaches|ist|war|schreibt|arbeitet|est|es|è|é|jest)\b"
)


def furniture_rules(authors: Sequence[str]) -> Iterator[Rule]:
    """Yield the rules for a page that these people wrote."""
    if authors:
        yield lambda block: "byline" if is_byline(block.text, authors) else None
    yield worded_so


def worded_so(block: PageBlock) -> str | None:
    """Return why the block's wording is that of furniture, None if it is not."""
    if len(block.text) <= _SHORT:
        if block.link_length and _READ_MORE.match(block.text):
            return "points to other stories"
        if _ADVERT.fullmatch(block.text):
            return "label of an advertisement"
        if _MAILBOX.fullmatch(block.text):
            return "byline"  # a name and an e-mail address
        if _CONTINUES.fullmatch(block.text):
            return "says that the story goes on"
        if _PROMOTION.match(block.text):
            return "promotion"
    if len(block.text) <= _LONG and not block.heading_level:
        if _LEGAL.match(block.text):
            return "legal notice"
        if _OFFER.match(block.text):
            return PAYWALL_OFFER
    return None


def is_byline(text: str, authors: Sequence[str]) -> bool:
    """Return whether the text names authors of the page and says nothing else."""
    if len(text) > _SHORT or not any(name.split()[0] in text for name in authors):
        return False
    if any(_is_by(text, name) for name in authors):
        return True
    names = () if credit_of_line(text) else names_in([text])
    return bool(names) and set(names) <= set(authors)


def _is_by(text: str, author: str) -> bool:
    """Return whether a line begins as `By Ann Lee | Staff writer` does."""
    rest = without_by(text) or ""
    return rest.startswith(author) and rest[len(author) :].lstrip()[:1] in tuple(_BARS)


def is_about_the_author(text: str, authors: Sequence[str]) -> bool:
    """Return whether the text is a note on an author of the page, such as `Ann Lee is a baker.`"""
    return any(text.startswith(name) and _IS.match(text, len(name)) for name in authors)
