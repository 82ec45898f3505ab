"""Whether everybody may read the article, as the page says."""

import re
from collections.abc import Callable
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import objects
from crawler.items import Access

_METAS = (
    "article:content_tier",
    "og:article:content_tier",
    "content_tier",
    "article:opinion_access",
    "access",
    "cxenseparse:recs:paywall",
)
_TIERS: dict[str, Access] = {
    "free": "free",
    "open": "free",
    "metered": "metered",
    "locked": "paywalled",
    "premium": "paywalled",
    "paid": "paywalled",
    "plus": "paywalled",
    "subscriber": "paywalled",
    "subscribers": "paywalled",
}
_WALL = re.compile(
    r"\bpay-?wall|subscription-?wall|reg-?wall\b|piano-(?:offer|container|inline)|subscriber-only|"
    r"premium-(?:teaser|overlay|wall)|tp-modal|meteredContent|leaky-?paywall",
    re.I,
)
_names: Callable[[HtmlElement], list[str]] = etree.XPath(  # type: ignore[assignment]
    "//body//@class | //body//@id", smart_strings=False
)
_STUB = 1500  # characters: a body behind a wall is the first paragraphs


def access_candidates(
    page: Page, length: int = _STUB, *, has_offer: bool = False
) -> list[Candidate[Access]]:
    """Return how the page says it may be read, the most telling first; [] if it does not say.

    length is that of the body in characters: a wall's markup counts where there is only a stub;
    has_offer: a subscription is offered among the article's paragraphs.
    """
    found: list[Candidate[Access]] = []
    for value, origin in page.stated("isAccessibleForFree"):
        free = _truth(value)
        if free is not None:
            found.append(Candidate("free" if free else "paywalled", origin))
    for value, origin in page.stated("hasPart"):
        if any(_truth(part.get("isAccessibleForFree")) is False for part in objects(value)):
            found.append(Candidate("paywalled", origin))
    for value, origin in page.meta_candidates(*_METAS):
        if tier := _TIERS.get(value.lower()):
            found.append(Candidate(tier, origin))
    if not found and has_offer:
        found.append(Candidate("metered", "offer of a subscription in the text"))
    if not found and length < _STUB and _has_wall(page):
        found.append(Candidate("paywalled", "wall in a short page"))
    return found


def _has_wall(page: Page) -> bool:
    return _WALL.search("\n".join(set(_names(page.tree)))) is not None


def _truth(value: Any) -> bool | None:
    """Return what a boolean says, in any of the forms in which pages write it."""
    if isinstance(value, list) and value:
        value = value[0]
    word = str(value).strip().lower().rsplit("/", 1)[-1]
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(word)
