"""How much of a headline a text or an address says, in words or in Han.

Words count by their beginnings, which their forms share: "boat" and "boats", "дамба" and "дамбу".
"""

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import pairwise
from unicodedata import combining, normalize
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.extraction.classifier.agreement import words

_ROOT = 5  # letters of a word that its forms share, of a long one
_SHORT_ROOT = 4  # the same of a short one, and letters of a word that says anything
_SHORT = 7  # letters of a short word and its endings: "bridge", "bridges", "köprü", "köprüsü"
_SYLLABLES = 2  # of a word in Hangul
_HANGUL = re.compile("[\uac00-\ud7a3]{2}")
_GRAM = 6  # letters of a script without spaces that are no chance
_HAN_OR_KANA = "\u3040"  # the first of their characters; those of other scripts' words come before
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]{2,}")  # a word each
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{4,}")
# Of India's scripts, whose vowels are marks that are no letters.
_MARKED = re.compile("[\u0900-\u0dff]{4,}")
_SPELT = 3  # words of an address that are no chance
MOST_POINTS = 3  # points for a headline's words


@lru_cache(maxsize=64)  # several rules ask for those of a page's titles
def roots(text: str) -> frozenset[str]:
    """Return the beginnings of a text's words, which their forms share; of Han and Kana, pairs.

    A run of Katakana is a word. A syllable of Hangul is two or three letters. Thai, Lao, Khmer and
    Burmese have no spaces.
    """
    found = words(text)
    lone = {word for word in set(found) if len(word) == 1 and word >= _HAN_OR_KANA}
    single = {
        one + other
        for one, other in (pairwise(found) if lone else ())
        if one in lone and other in lone
    }
    pairs = {pair for pair in single if not _KATAKANA.fullmatch(pair)}
    kana = {run[:_SHORT_ROOT] for run in _KATAKANA.findall(text)}
    grams = {
        run[at : at + _GRAM]
        for run in _UNSPACED.findall(text)
        for at in range(max(1, len(run) - _GRAM + 1))
    }
    marked = {run[:_SHORT_ROOT] for run in _MARKED.findall(text)}
    beginnings = {root for word in set(found) if (root := _root(word))}
    return frozenset(pairs | kana | grams | marked | beginnings)


def _root(word: str) -> str:
    if not word.isascii() and _HANGUL.match(word):
        return word[:_SYLLABLES]
    if len(word) < _SHORT_ROOT:
        return ""
    return word[: _SHORT_ROOT if len(word) <= _SHORT else _ROOT]


def shares_words(titles: Sequence[Set[str]], text: Set[str]) -> bool:
    """Return whether a text has so many words of a headline that it is no chance."""
    shared = ((len(title & text), len(title)) for title in titles)
    return any(both > 1 and 3 * both >= whole for both, whole in shared)


def points_shared(title: Set[str], text: Set[str]) -> int:
    """Return a point for a word of a headline in the text, and for the second and third of most."""
    shared = len(title & text)
    return min(shared, MOST_POINTS) if 2 * shared >= len(title) else min(shared, 1)


def is_spelt(url: str, titles: Sequence[Set[str]]) -> bool:
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
    """Return the longest part of a path, or value in a query: `file=article&sid=8` says nothing."""
    parts = urlsplit(url)
    values = (value for _, value in parse_qsl(parts.query, errors="replace"))
    return max((*unquote(parts.path).split("/"), *values), key=len).replace("_", " ")
