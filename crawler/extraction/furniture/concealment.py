"""Blocks that are no part of the article by what holds them: hidden, dialogs, comments, forms …

By attribute, name and style, as rules in other files are not read. A text that readers unfold
(an accordion, "read on") is not hidden from them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.classifier.prose import is_sentence
from crawler.extraction.classifier.wording import width
from crawler.extraction.fields.headline import headline_element
from crawler.extraction.furniture.consents import consent_boxes, is_named_consent
from crawler.extraction.furniture.furniture import (
    ADVERT,
    COMMENT,
    CONSENT,
    FORM,
    HIDDEN,
    HIDDEN_BY_RULE,
    IN_A_DIALOG,
    Reason,
    labels_advert,
)
from crawler.extraction.inline.element_kinds import signs_of
from crawler.extraction.inline.visibility import BY_RULE, is_invisible
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.page import Page
from crawler.extraction.page.surroundings import GROUPS, groups_of

_DIALOG_ROLES = ("dialog", "alertdialog")
# Names of what lies over the page. Of a body that has such a thing in it, they are "modal-open".
_DIALOG = re.compile(
    r"(?:^|[\s_-])(?:modal|pop-?up)(?:[\s_-](?:content|body|dialog|inner|wrapper|container|box|"
    r"window|overlay|\d+|fade|show))*(?:\s|$)|(?:^|\s)(?:modal|pop-?up)[_-]",
    re.I,
)
_STATE = re.compile(r"[_-](?:open|enabled|active|trigger|toggle|link|button|btn|gallery)\b", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Names of what readers unfold, or are shown when they have paid.
_UNFOLDED = re.compile(
    r"accordi|collaps|expand|toggl|\bfaq|spoiler|details|unfold|\btab(?:s|[_-]?pan|[_-]?con|\b)|"
    r"(?:read|show|load|view)[_-]?(?:more|all)|more[_-]?(?:text|content)|full[_-]?(?:text|story)|"
    r"truncat|paywall|premium|carousel|slide|swiper",
    re.I,
)
# A name as a whole: "related-posts", not "has-related" or "comment-count-3".
_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments?|comments?[-_]?(?:list|area|section|thread|body|content|text)|disqus\S*)"
    r"(?:\s|$)",
    re.I,
)
_RELATED = re.compile(
    r"(?:^|\s)related(?:[-_]?(?:posts?|stor(?:y|ies)|articles?|news|content|links?|items?|list))?"
    r"(?:\s|$)",
    re.I,
)
_POLL = re.compile(
    r"(?:^|\s)(?:polls?|quiz)(?:[-_](?:box|widget|container|form|wrapper))?(?:\s|$)", re.I
)
_ADVERT = re.compile(r"sponsor|advert|\bads?\b|promot", re.I)
_ADDRESS_FIELD = ("email", "e-mail", "mail", "newsletter")  # names of inputs
_BOX = 400  # width of a box around a form, with its heading and what it promises
_PROMISE = 3  # paragraphs beside a form; more are a text with the form at its end
_FEWER = 1  # the same, if they are most of the page's
_SIGN_UP = 1 << GROUPS.index("sign-up")
_PARTS = frozenset(("article", "main", "body", "html", "td", "center"))  # no box
_FIELDS = 10  # forms of a page that are looked at
_AROUND = 3  # elements around a hidden one whose names say that it is unfolded
_BEFORE = 2  # elements before it that may hold the button which does
_LABEL = 20  # elements in such a one, at most: more are a text with buttons of its own


def concealed(page: Page, blocks: Sequence[PageBlock]) -> Mapping[PageBlock, Reason]:
    """Return which of the page's blocks readers don't see as part of it, and why.

    What holds the headline, or more than half of the page's running text, is the page itself: a
    script shows it, or the site lays its articles over its lists.
    """
    boxes = {
        **dict.fromkeys(consent_boxes(page), CONSENT),
        **dict.fromkeys(_boxes_of_forms(page), FORM),
    }
    known: dict[HtmlElement, tuple[HtmlElement, ...]] = {}
    around = {b: found for b in blocks if (found := _concealing(b.element, known, boxes))}
    if not around:
        return {}
    headline = headline_element(page)
    shown = set() if headline is None else {headline, *headline.iterancestors()}
    lengths: Counter[HtmlElement | None] = Counter()  # of running text; None: of the whole page's
    for block in filter(is_sentence, blocks):
        lengths.update(dict.fromkeys((None, *around.get(block, ())), len(block.text)))
    reasons = {
        element: (_named(element) or FORM)
        if boxes.get(element) == FORM
        else _reason(element, boxes, has_most_text=2 * lengths[element] > lengths[None])
        for element in {e for elements in around.values() for e in elements} - shown
    }
    found_reasons = {
        block: next((why for e in elements if (why := reasons.get(e))), None)
        for block, elements in around.items()
    }
    return {block: reason for block, reason in found_reasons.items() if reason}


def _concealing(
    element: HtmlElement,
    known: dict[HtmlElement, tuple[HtmlElement, ...]],
    boxes: Mapping[HtmlElement, Reason],
) -> tuple[HtmlElement, ...]:
    """Return which of the element and those around it conceal it, the inner ones first."""
    missing = []
    at: HtmlElement | None = element
    while at is not None and at not in known:
        missing.append(at)
        at = at.getparent()
    found = known[at] if at is not None else ()
    for inner in reversed(missing):
        # Most elements have no attribute, and so no name.
        is_one = inner in boxes or (inner.keys() and (_is_concealed(inner) or _named(inner)))
        found = known[inner] = (inner, *found) if is_one else found
    return found


def _reason(
    element: HtmlElement, boxes: Mapping[HtmlElement, Reason], *, has_most_text: bool
) -> Reason | None:
    is_hidden = is_invisible(element) or element.get("aria-hidden") == "true"
    if _is_dialog(element):
        return IN_A_DIALOG if is_hidden or not has_most_text else None
    if has_most_text:
        return None
    if element in boxes:
        return boxes[element]
    if _is_concealed(element):
        return HIDDEN_BY_RULE if element.get(BY_RULE) is not None else HIDDEN
    return _named(element)


def _named(element: HtmlElement) -> Reason | None:
    """Return what an element holds by its name, None if it is nothing of the kind."""
    if (element.get("itemtype") or "").endswith("Comment"):
        return COMMENT
    if (label := element.get("aria-label")) and labels_advert(label):
        return ADVERT
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if reason := _of_name(names):
        return reason
    is_advert = _is_called_advert(names) and labels_advert(_first_text(element))
    return ADVERT if is_advert else None


@lru_cache(maxsize=20_000)
def _is_called_advert(names: str) -> bool:
    return bool(_ADVERT.search(names))


@lru_cache(maxsize=20_000)
def _of_name(names: str) -> Reason | None:
    """Return what an element of this class and id holds, None if it is nothing of the kind."""
    if _COMMENTS.search(names):
        return COMMENT
    if _RELATED.search(names):
        return "other stories"
    if is_named_consent(names):
        return CONSENT
    return FORM if _POLL.search(names) else None


def _first_text(element: HtmlElement) -> str:
    return next((text for text in element.itertext() if text.strip()), "")


def _boxes_of_forms(page: Page) -> Iterator[HtmlElement]:
    """Yield the boxes in which readers are asked for their e-mail address."""
    all_of_page = sum(1 for _ in page.tree.iter("p", "br"))
    for field in islice(page.tree.iter("input"), _FIELDS):
        name = (field.get("name") or "").lower()
        if field.get("type") != "email" and name not in _ADDRESS_FIELD:
            continue
        box, paragraphs = None, 0
        for around in islice(field.iterancestors(), _LABEL):
            if around.tag in _PARTS or width(str(around.text_content())) > _BOX:
                break
            own = sum(1 for _ in around.iter("p", "br"))
            if groups_of(around) & _SIGN_UP:
                paragraphs = own
            elif own > paragraphs + (_FEWER if 2 * own > all_of_page else _PROMISE):
                break
            box = around
        if box is not None:
            yield box


def _is_concealed(element: HtmlElement) -> bool:
    """Return whether readers don't see the element as part of the page, for itself."""
    if "unseen" in signs_of(element.get("class")):
        return True
    return _is_dialog(element) or (is_invisible(element) and not _is_unfolded(element))


def _is_dialog(element: HtmlElement) -> bool:
    """Return whether the element lies over the page, by its role or name."""
    if element.get("role") in _DIALOG_ROLES or element.get("aria-modal") == "true":
        return True
    return _lies_over(element.get("class")) or _lies_over(element.get("id"))


@lru_cache(maxsize=20_000)
def _lies_over(said: str | None) -> bool:
    """Return whether a class or an id is that of a dialog."""
    names = _CAMEL.sub("-", said or "")
    return bool(_DIALOG.search(names) and not _STATE.search(names))


def _is_unfolded(element: HtmlElement) -> bool:
    around = (element, *islice(element.iterancestors(), _AROUND))
    if any(_UNFOLDED.search(f"{e.get('class')} {e.get('id')}") for e in around):
        return True
    before = islice(element.itersiblings(preceding=True), _BEFORE)
    return element.get("role") == "tabpanel" or any(map(_has_button, before))


def _has_button(element: HtmlElement) -> bool:
    inside = list(islice(element.iter(), _LABEL + 1))
    return len(inside) <= _LABEL and any(map(_is_button, inside))


def _is_button(element: HtmlElement) -> bool:
    return (
        element.tag in ("button", "summary")
        or element.get("aria-expanded") is not None
        or element.get("onclick") is not None
        or element.get("role") == "button"
    )
