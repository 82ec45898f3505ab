"""Why a block is left out of the text, and the furniture that is known without a doubt.

Such furniture is known by its wording, or by what else the page says. The languages are those of
the saved pages and of the largest publishers; a pattern takes a whole block, or what stands before
the colon of one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NewType, TypeAlias

from lxml.html import HtmlElement

from crawler.extraction.classifier.wording import FULL_STOPS
from crawler.extraction.fields.credit import credit_of_line
from crawler.extraction.fields.names import names_in, without_by
from crawler.extraction.languages import any_of
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.page import Page
from crawler.extraction.site.site_verdicts import SiteReason

# Each reason once, as docs/extraction.md has it.
GeneralReason = Literal[
    "repeats the headline",
    "caption",
    "hidden",
    "hidden by a rule",
    "in a dialog",
    "consent",
    "comment",
    "other stories",
    "form",
    "another article",
    "above the headline",
    "date",
    "byline",
    "says where the page is",
    "points to other stories",
    "legal notice",
    "says that the story goes on",
    "promotion",
    "offer of a subscription",
    "tags",
    "label of an advertisement",
    "shortcode",
    "furniture",
    "said before",
    "pulled out of the text",
    "about the author",
    "credit",
    "standfirst",
    "heading without text",
]
ProfileReason = NewType("ProfileReason", str)  # "profile: ", and the key of it that says so
Reason: TypeAlias = GeneralReason | ProfileReason | SiteReason
Reasons: TypeAlias = list[Reason | None]  # of blocks, by their places; None: it is kept

# Those that more than one module gives, or asks for.
ADVERT: Reason = "label of an advertisement"
CAPTION: Reason = "caption"  # the file has it with its picture
COMMENT: Reason = "comment"
CONSENT: Reason = "consent"
CREDIT: Reason = "credit"  # the file has it in italics
ELSEWHERE: Reason = "points to other stories"
FORM: Reason = "form"
FURNITURE: Reason = "furniture"  # says the classifier
HIDDEN: Reason = "hidden"
HIDDEN_BY_RULE: Reason = "hidden by a rule"  # of the page's own style elements
IN_A_DIALOG: Reason = "in a dialog"
NO_TEXT: Reason = "heading without text"
PAYWALL_OFFER: Reason = "offer of a subscription"  # it says that the text ends before it
REPEATED: Reason = "repeats the headline"
STANDFIRST: Reason = "standfirst"  # the file has it as its description

Rule = Callable[[PageBlock], Reason | None]  # gives the reason to drop a block, None to say nothing

_READ_MORE = re.compile(rf"(?:\W*(?:{any_of('read_more')}))\s*[:：៖»]", re.I)
_ARROW = re.compile(r"[→»›▶►➔➜➡➤👉☞⇒]\ufe0f?\s*(?=\S)")
_CONTINUES = re.compile(rf"\W*(?:{any_of('story_continues')})\W*", re.I)
_PROMOTION = re.compile(rf"\W*(?:{any_of('promotion')})", re.I)
_OFFER = re.compile(rf"[^\w\"«„“”‘「『]*(?:{any_of('paywall_offer')})", re.I)  # no one is quoted
_PLACEHOLDER = re.compile(rf"\W*(?:{any_of('placeholder')})", re.I)
_LEGAL = re.compile(rf"[^\w\"«„“”‘「『]*(?:{any_of('legal_notice')})", re.I)
_TAGS = re.compile(rf"\W*(?:{any_of('tags')})\s*[:：]", re.I)
_ADVERT = re.compile(rf"\W*(?:{any_of('advertisement')})\W*", re.I)
_SHORT = 200  # characters: a longer block has more to say than furniture
_LONG = 600  # characters of offers, of legal notices and of placeholders
_WIDE_STOPS = frozenset("。！？")
_MAILBOX = re.compile(r"\W*(?:[^\W\d_]+[\s.·|/,-]+){1,4}\(?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\W*")
# What WordPress and its kin put something in place of: https://codex.wordpress.org/Shortcode.
_SHORTCODE = re.compile(r"\[[a-z][\w-]*\s+[\w-]+=[^\[\]]+\](?:[^\[\]]*\[/[a-z][\w-]*\])?")
_BARS = "|·•/"
_IS = re.compile(
    r",?\s+(?:is|was|writes|works|covers|reports|teaches|ist|war|schreibt|arbeitet|est|es|è|é|jest)\b"
)


def furniture_rules(authors: Sequence[str]) -> Iterator[Rule]:
    """Yield the rules for a page that these people wrote."""
    if authors:
        yield lambda block: "byline" if is_byline(block.text, authors) else None
    yield worded_so


def worded_so(block: PageBlock) -> Reason | None:
    """Return why the block's wording is that of furniture, None if it is not."""
    if len(block.text) <= _SHORT:
        if block.link_length and (_READ_MORE.match(block.text) or _is_pointed_at(block)):
            return ELSEWHERE
        if _TAGS.match(block.text) and block.text[-1] not in FULL_STOPS:
            return "tags"
        if labels_advert(block.text):
            return ADVERT
        if _SHORTCODE.fullmatch(block.text) and not any(span.code for span in block.spans):
            return "shortcode"
        if _MAILBOX.fullmatch(block.text):
            return "byline"  # a name and an e-mail address
        if _CONTINUES.fullmatch(block.text):
            return "says that the story goes on"
    if len(block.text) <= _LONG and _PLACEHOLDER.match(block.text):
        return CONSENT
    if len(block.text) <= _LONG and not block.heading_level:
        if _LEGAL.match(block.text):
            return "legal notice"
        if _OFFER.match(block.text):  # it may begin as a promotion does
            return PAYWALL_OFFER
    if len(block.text) <= _SHORT and _PROMOTION.match(block.text):
        return "promotion"
    return None


def _is_pointed_at(block: PageBlock) -> bool:
    """Return whether a line is a link and an arrow before it, or a hand, and nothing else."""
    arrow = _ARROW.match(block.text)
    return arrow is not None and block.link_length >= len(block.text) - arrow.end()


def labels_advert(text: str) -> bool:
    """Return whether a text is the label of an advertisement, and nothing else."""
    return bool(_ADVERT.fullmatch(text))


def is_byline(text: str, authors: Sequence[str]) -> bool:
    """Return whether the text names authors of the page and says nothing else."""
    if len(text) > _SHORT or not any(name.split()[0] in text for name in authors):
        return False
    if not _WIDE_STOPS.isdisjoint(text):  # a paragraph that begins with its reporter, as in China
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


def profile_rules(page: Page) -> Iterable[Rule]:
    """Yield the rules by which the page's profile drops blocks."""
    profile = page.profile
    if bodies := frozenset(page.selected("body")):
        outside = ProfileReason("profile: outside of body")
        yield lambda block: None if _is_within(block, bodies) else outside
    if furniture := frozenset(e for css in profile.drop_blocks for e in page.matching(css)):
        within = ProfileReason("profile: drop_blocks")
        yield lambda block: within if _is_within(block, furniture) else None
    for pattern in profile.drop_lines:
        line, why = re.compile(pattern), ProfileReason(f"profile: drop_lines {pattern!r}")
        yield lambda block, line=line, why=why: why if line.fullmatch(block.text) else None  # type: ignore[misc]


def profile_lines(page: Page) -> Callable[[PageBlock], bool]:
    """Return whether the page's profile says of a block that it is text."""
    lines = [re.compile(pattern) for pattern in page.profile.keep_lines]
    return lambda block: any(line.fullmatch(block.text) for line in lines)


def _is_within(block: PageBlock, elements: frozenset[HtmlElement]) -> bool:
    element = block.element
    return element in elements or any(outer in elements for outer in element.iterancestors())
