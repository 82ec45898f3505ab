"""What the site's model says of a page's blocks, and how well the page fits it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NewType

from lxml.html import HtmlElement

from crawler.extraction.classifier.wording import width
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.page import Page
from crawler.extraction.site.masked_lines import masked
from crawler.extraction.site.place_keys import place_of
from crawler.profiles.site_model import Overrule, Role, SiteLine, SiteModel, SitePlace

SiteReason = NewType("SiteReason", str)  # "site: ", and the model's entry that says so

LONG = 40  # width of a line that is the same one wherever it stands
STRANGE = 50  # percent of fit below which the page is another template's: nothing is known of it


@dataclass(frozen=True)
class SiteVerdicts:
    """The verdicts on the blocks of a page; each is the reason that a person reads."""

    places: Sequence[str]  # of the blocks
    drops: Sequence[SiteReason | None]  # of each block the reason to drop it
    doubts: Sequence[SiteReason | None]  # the same, unless the classifier is sure that it is text
    keeps: Sequence[SiteReason | None]  # the reason to keep it though the classifier would not
    in_text: Sequence[SiteReason | None]  # the same where it is a sentence between others


def language_of(page: Page) -> str:
    """Return the language in which a page's lines are masked, ISO 639-1; und if it has none."""
    return page.profile.language or (page.tree.get("lang") or "und")[:2].lower()


def site_verdicts(page: Page, blocks: Sequence[PageBlock]) -> SiteVerdicts:
    """Return what the model in the page's profile says of its blocks, nothing if it has none."""
    model = page.profile.model
    if model is None or not blocks:
        nothing = [None] * len(blocks)
        return SiteVerdicts([], nothing, nothing, nothing, nothing)
    places = _places(page, blocks)
    is_known = _fit(model, blocks, places) >= STRANGE
    language = language_of(page)
    drops: list[SiteReason | None] = []
    doubts: list[SiteReason | None] = []
    keeps: list[SiteReason | None] = []
    in_text: list[SiteReason | None] = []
    for block, where in zip(blocks, places, strict=True):
        line, elsewhere = None, None
        place = model.places_by_key.get(where)
        if where in model.places_of_lines:
            line = model.lines_by_key.get((masked(block, language), where))
        elif place is None and width(block.text) >= LONG:
            elsewhere = model.lines_of_text.get(masked(block, language))
        known = _drop(line, place) if is_known else None
        drops.append(known or _drop(elsewhere, None))
        doubts.append(_role(place, "furniture") if is_known and line is None else None)
        keeps.append(_keep(line, place) if is_known else None)
        in_text.append(_role(place, "text") if is_known else None)
    return SiteVerdicts(places, drops, doubts, keeps, in_text)


def site_fit(page: Page, blocks: Sequence[PageBlock]) -> int | None:
    """Return how much of the page's text stands where the site's pages have text and furniture.

    In percent; None where the site has no model. Below STRANGE the model isn't trusted.
    """
    model = page.profile.model
    if model is None or not blocks:
        return None
    return _fit(model, blocks, _places(page, blocks))


def _places(page: Page, blocks: Sequence[PageBlock]) -> list[str]:
    """Return where the blocks stand; it is asked twice."""
    known = page.once(_known_places)
    return [
        known.get(block.element) or known.setdefault(block.element, place_of(block.element))
        for block in blocks
    ]


def _known_places(_: Page) -> dict[HtmlElement, str]:
    return {}


def _fit(model: SiteModel, blocks: Sequence[PageBlock], places: Sequence[str]) -> int:
    known = model.places_by_key
    whole = sum(len(block.text) for block in blocks)
    own = sum(len(b.text) for b, place in zip(blocks, places, strict=True) if place in known)
    return 100 * own // max(whole, 1)


def _drop(line: SiteLine | None, place: SitePlace | None) -> SiteReason | None:
    if _overruled(line, place) == "keep":
        return None
    if line is not None and line.overrule == "drop":
        return SiteReason(f"site: drop {line.text}")
    if line is not None:
        count = f"on {line.seen.pages} of {line.seen.of} pages"
        return SiteReason(f"site: {count} with {line.place}")
    if place is not None and place.overrule == "drop":
        return SiteReason(f"site: drop {place.place}")
    return None


def _keep(line: SiteLine | None, place: SitePlace | None) -> SiteReason | None:
    if _overruled(line, place) == "keep":
        return SiteReason(f"site: keep {line.text if line is not None else ''}".rstrip())
    return _role(place, "standfirst")


def _overruled(line: SiteLine | None, place: SitePlace | None) -> Overrule | None:
    """Return what a person has said of a line, else of its place."""
    if line is not None and line.overrule:
        return line.overrule
    return place.overrule if place is not None else None


def _role(place: SitePlace | None, role: Role) -> SiteReason | None:
    if place is None or place.overrule or place.role != role:
        return None
    return SiteReason(f"site: {place.place} is {role} on {place.seen.pages} pages")
