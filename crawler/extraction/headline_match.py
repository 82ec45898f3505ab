"""How much of a headline a text or an address says, in words or in Han.

Words count by their beginnings, which their forms share: "boat" and "boats", "дамба" and "дамбу".
"""

from collections.abc import Sequence
from itertools import pairwise
from unicodedata import combining, normalize
from urllib.parse import unquote, urlsplit

from crawler.extraction.classifier.agreement import words

_ROOT = 5  # letters of a word that its forms share, of a long one
_SHORT_ROOT = 4  # the same of a short one, and letters of a word that says anything
_ENDING = 2  # letters in which the forms of a word may differ
_SPELT = 3  # words of an address that are no chance
_MOST_POINTS = 3  # points for a headline's words


def roots(text: str) -> set[str]:
    """Return the beginnings of a text's words, which their forms share; of Han and Kana, pairs."""
    found = words(text)
    pairs = {
        one + other
        for one, other in pairwise(found)
        if len(one) == len(other) == 1 and not one.isascii()
    }
    return pairs | {
        word[: min(_ROOT, max(_SHORT_ROOT, len(word) - _ENDING))]
        for word in found
        if len(word) >= _SHORT_ROOT
    }


def shares_words(titles: Sequence[set[str]], text: set[str]) -> bool:
    """Return whether a text has so many words of a headline that it is no chance."""
    shared = ((len(title & text), len(title)) for title in titles)
    return any(both > 1 and 3 * both >= whole for both, whole in shared)


def points_shared(title: set[str], text: set[str]) -> int:
    """Return a point for a word of a headline in the text, and for the second and third of most."""
    shared = len(title & text)
    return min(shared, _MOST_POINTS) if 2 * shared >= len(title) else min(shared, 1)


def is_spelt(url: str, titles: Sequence[set[str]]) -> bool:
    """Return whether the last part of an address has words of a headline, more than one."""
    slug = roots(_slug(url))
    return any(len(slug & title) > 1 for title in titles)


def spells_another(url: str, text: str) -> bool:
    """Return whether the last part of an address says what a text in Latin letters has no word of.

    Addresses have no accents, so the text's are left out.
    """
    slug = {root for root in roots(_slug(url)) if root.isascii() and root.isalpha()}
    plain = "".join(char for char in normalize("NFKD", text) if not combining(char))
    if len(slug) < _SPELT or 2 * sum(char.isascii() for char in plain) < len(plain):
        return False
    return slug.isdisjoint(roots(plain))


def _slug(url: str) -> str:
    parts = urlsplit(url)
    return max(unquote(f"{parts.path}/{parts.query}").split("/"), key=len).replace("_", " ")
