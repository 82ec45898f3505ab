"""Whether everybody may read the article, as the page says."""

import re
from typing import Any

from crawler.extraction.evidence import Candidate
from crawler.extraction.page import Page
from crawler.extraction.structured import objects
from crawler.items import Access

_METAS = ("article:content_tier", "content_tier", "access", "cxenseparse:recs:paywall", "lp.type")
_TIERS: dict[str, Access] = {
    "free": "free",
    "metered": "metered",
    "locked": "paywalled",
    "premium": "paywalled",
    "paid": "paywalled",
    "subscriber": "paywalled",
    "subscribers": "paywalled",
}
_WALL = re.compile(
    r"\b(?:paywall|piano-(?:offer|container)|subscription-wall|regwall|subscriber-only|premium-teaser)\b",
    re.I,
)


def access_candidates(page: Page) -> list[Candidate[Access]]:
    """Return how the page says it may be read, the most telling first; [] if it does not say."""
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
    return found


def _truth(value: Any) -> bool | None:
    if isinstance(value, list) and value:
        value = value[0]
    word = str(value).strip().lower().rsplit("/", 1)[-1]
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(word)
