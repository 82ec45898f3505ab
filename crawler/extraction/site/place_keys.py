"""Where a block stands, in the words of the site's template: a key that its pages share."""

import re
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

_NAMED = 2  # elements with a name of their own, the innermost ones, tell places apart
_MOST = 8  # elements of a key
_LONGEST = 160  # characters of a key; names of style frameworks are longer
_HAS_NAME = re.compile(r"[.#]")
_NUMBER = re.compile(r"\d+")
# Names that hold a page's own number, such as post-4711, or are made anew with each release.
_PAGES_OWN = re.compile(r"\d{3}|[a-z]+[A-Z0-9][\w-]*__[\w-]*|\b(?:css|sc|jsx?)-")


def place_of(element: HtmlElement) -> str:
    """Return the place of an element, such as `div.story > div.text > p`.

    It reaches out to the second element that has names; a number in a name is written 0.
    """
    steps: list[str] = []
    named = 0
    for outer in (element, *islice(element.iterancestors(), _MOST - 1)):
        if outer.tag in ("body", "html"):
            break
        step, has_name = _step(outer.tag, outer.get("class") or "", outer.get("id") or "")
        steps.append(step)
        named += has_name
        if named == _NAMED:
            break
    return " > ".join(reversed(steps))[-_LONGEST:]


@lru_cache(maxsize=20_000)  # templates share them
def _step(tag: str, classes: str, identity: str) -> tuple[str, bool]:
    """Return an element as a selector has it, without the page's own names; whether it has any."""
    own = sorted({_NUMBER.sub("0", name) for name in classes.split() if not is_pages_own(name)})
    label = f"#{identity}" if identity and not any(map(str.isdigit, identity)) else ""
    return ".".join((f"{tag}{label}", *own)), bool(own or label)


def is_pages_own(name: str) -> bool:
    """Return whether the name of an element is no template's: its page's number, or a release's."""
    return _PAGES_OWN.search(name) is not None


def container_of(place: str) -> str:
    """Return the place without its innermost elements that have no name: `div.story > div.text`."""
    steps = place.split(" > ")
    while len(steps) > 1 and not _HAS_NAME.search(steps[-1]):
        del steps[-1]
    return " > ".join(steps)
