"""The elements of a page that may hold a field of its article, and selectors that find them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, product

from lxml.html import HtmlElement

from crawler.extraction.inline.reader import PICTURES
from crawler.extraction.page.page import Page
from crawler.extraction.page.pictures import image_of
from crawler.extraction.page.text import letters, plain_line
from crawler.extraction.site.place_keys import is_pages_own

MOST = 60  # elements that are offered
LONGEST = 600  # characters of a text; more than a description has none
DEEPEST = 100  # elements around one: to find those in more takes libxml2 their square
AROUND = 4  # elements around one that may tell it from others of its kind
PIECES = 60  # of text in an element; one that has more holds others
TRIED = 4 * MOST  # elements for which a selector is sought
SELECTORS = 60  # of an element
MOST_AUTHORS = 6  # elements of one selector
_TEXTLESS = frozenset(("script", "style", "noscript", "template", "head", "title", "html", "body"))
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_TOLD = ("itemprop", "rel", "property", "data-testid")  # attributes that say what an element holds


@dataclass(frozen=True, slots=True)
class FieldElement:
    """An element of a page, as a person sees it, and how a profile finds it."""

    selector: str  # CSS; on this page it finds this element first
    text: str  # what it says, or the address of its picture
    found: int  # elements of the page that the selector finds


def field_elements(page: Page, field: str, sought: str = "") -> list[FieldElement]:
    """Return the elements that may hold a field, in the page's order, MOST of them.

    field: of SELECTABLE; sought: what the field should say, whose elements come first.
    """
    shown = dict(_pictures(page) if field == "image" else _texts(page.tree))
    if want := letters(sought):
        near = {element: _distance(letters(text), want) for element, text in shown.items()}
        shown = dict(sorted(shown.items(), key=lambda pair: near[pair[0]]))
    out: dict[str, FieldElement] = {}
    matching = cache(page.matching)
    for element, text in islice(shown.items(), TRIED):
        found = selector_of(matching, element, are_many=field == "authors")
        if found:
            out.setdefault(found[0], FieldElement(found[0], text, found[1]))
        if len(out) == MOST:
            break
    return list(out.values())


def _distance(text: str, want: str) -> int:
    """Return 0 for the text itself, 1 for one that holds it or is in it, 2 for another."""
    if text == want:
        return 0
    return 1 if len(text) > 2 and (text in want or want in text) else 2


def _pictures(page: Page) -> Iterator[tuple[HtmlElement, str]]:
    for picture in page.tree.iter(*PICTURES):
        if image := image_of(page, picture):
            yield picture, image.url


def _texts(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the innermost elements that hold a whole text, and dates that machines read."""
    for element in tree.iter("*"):
        if element.tag in _TEXTLESS or not isinstance(element.tag, str):
            continue
        if next(islice(element.iterancestors(), DEEPEST, None), None) is not None:
            continue
        own = [element.text or "", *(child.tail or "" for child in element)]
        if any(map(str.strip, own)) or element.get("datetime"):
            pieces = [*islice(element.itertext(), PIECES + 1)]
            text = plain_line("".join(pieces))
            if len(pieces) <= PIECES and len(text) <= LONGEST:
                yield element, text or str(element.get("datetime"))


def selector_of(
    matching: Callable[[str], list[HtmlElement]], element: HtmlElement, *, are_many: bool = False
) -> tuple[str, int] | None:
    """Return the plainest selector that finds an element first, and how many it finds.

    One that finds it alone, else one that finds no more than before; matching: see Page; are_many:
    the field may have several elements. None: whatever finds it finds another first.
    """
    best: tuple[str, int] | None = None
    for css in islice(_selectors(element), SELECTORS):
        found = matching(css)
        if not found or found[0] is not element:
            continue
        if len(found) == 1 or (are_many and len(found) <= MOST_AUTHORS):
            return css, len(found)
        if best is None or len(found) < best[1]:
            best = css, len(found)
    return best


def _selectors(element: HtmlElement) -> Iterator[str]:
    """Yield selectors of an element, the plainest first: by itself, then by one around it."""
    own = list(_steps(element))
    yield from own
    outer = islice(element.iterancestors(), AROUND)
    around = [step for one in outer for step in _steps(one) if one.tag != "body"]
    yield from (f"{step} {one}" for step, one in product(around, own))


def _steps(element: HtmlElement) -> Iterator[str]:
    """Yield how a selector may name an element, what its template calls it first."""
    tag = str(element.tag)
    identity = element.get("id") or ""
    if _is_of_template(identity):
        yield f"{tag}#{identity}"
    for name in _TOLD:
        value = element.get(name) or ""
        if _is_of_template(value):
            yield f'{tag}[{name}="{value}"]'
    names = [name for name in (element.get("class") or "").split() if _is_of_template(name)]
    yield from (f"{tag}.{name}" for name in names[:3])
    if len(names) > 1:
        yield f"{tag}.{'.'.join(names[:3])}"
    yield tag


def _is_of_template(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and not is_pages_own(name)
