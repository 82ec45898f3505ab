"""Evidence of a field that the other pages of its site have shown to be no good.

What is in doubt is never removed: it stands behind all that is not, and counts where nothing else
is found.
"""

from collections.abc import Sequence
from datetime import datetime, timezone

from crawler.extraction.page.evidence import Candidate, T_co
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import letters
from crawler.items import Image
from crawler.profiles.site_model import SiteEvidence

DATES = ("date_published", "date_modified")


def stated(value: object) -> str:
    """Return the value of a candidate as the model of a site has it: one line, instants in UTC."""
    if isinstance(value, Image):
        return value.url
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).isoformat(timespec="seconds")
    return str(value)


def key_of(field: str, text: str) -> str:
    """Return by what values of a field, in the form of stated(), are the same one."""
    return text if field in (*DATES, "image") else letters(text)


def doubt_of(page: Page, field: str, value: object, origin: str) -> SiteEvidence | None:
    """Return the entry of the site's model by which a value found there is in doubt."""
    model = page.profile.model
    entry = model.evidence_by_key.get((field, origin)) if model else None
    if entry is None or entry.overrule == "keep":
        return None
    if entry.overrule == "drop":
        return entry
    if entry.doubt is None:
        return None
    keys = {key_of(field, text) for text in entry.values}
    return entry if not keys or key_of(field, stated(value)) in keys else None


def trusted(page: Page, field: str, found: Sequence[Candidate[T_co]]) -> list[Candidate[T_co]]:
    """Return the candidates that are not in doubt."""
    return [c for c in found if not doubt_of(page, field, c.value, c.origin)]


def doubted(page: Page, field: str, found: Sequence[Candidate[T_co]]) -> list[Candidate[T_co]]:
    """Return the candidates that are, each with the reason behind its origin."""
    return [
        Candidate(c.value, f"{c.origin} (site: {reason_of(entry)})")
        for c in found
        if (entry := doubt_of(page, field, c.value, c.origin))
    ]


def doubted_last(page: Page, field: str, found: Sequence[Candidate[T_co]]) -> list[Candidate[T_co]]:
    """Return the candidates with those last that are in doubt, and why."""
    return [*trusted(page, field, found), *doubted(page, field, found)]


def repeated_headlines(page: Page) -> frozenset[str]:
    """Return what many of the site's pages state as their headline, by letters()."""
    model = page.profile.model
    entries = (e for e in (model.evidence if model else ()) if e.field == "headline")
    doubtful = (e for e in entries if e.doubt and e.overrule != "keep")
    return frozenset(letters(value) for entry in doubtful for value in entry.values)


def reason_of(entry: SiteEvidence) -> str:
    """Return why evidence is in doubt, for a person."""
    count = f"{entry.doubtful} of {entry.seen.pages} pages"
    if entry.overrule == "drop":
        return f"drop {entry.origin}"
    if entry.doubt == "repeats":
        return f"repeated, against others on {count}"
    if entry.doubt == "fetched":
        return f"when the page was fetched on {count}"
    if entry.doubt == "changed":
        return f"later than others on {count}"
    return f"others agree on another day on {count}"
