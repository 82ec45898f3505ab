"""The words of texts and of what a person seeks, as SQLite's FTS5 has them, or any database.

FTS5 parts words at spaces and signs. Scripts that put no space between words are parted into their
characters, and what is sought in them is a phrase of these.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.text.likeness import DENSE

MOST = 20  # words of a search; more are no person's

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"\w")
_LETTERS = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f]")  # that a letter may have, or not


def spaced(text: str) -> str:
    """Return a text whose words, or characters of a dense script, stand apart."""
    return DENSE.sub(lambda sign: f" {sign[0]} ", text)


@dataclass(frozen=True, slots=True)
class Term:
    """What has to be in a text: words, one behind the other."""

    text: str  # apart by single spaces
    is_open: bool  # the last word may be the beginning of a longer one

    @property
    def words(self) -> list[str]:
        """The words as words_of has those of texts."""
        return words_of(self.text)


def words_of(text: str) -> list[str]:
    """Return the words of a text in its order, as FTS5's unicode61 parts and folds them."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", spaced(text)))
    return _LETTERS.findall(unicodedata.normalize("NFC", plain).casefold())


def terms(words: str) -> Iterator[Term]:
    """Yield what a person seeks.

    All of it has to be there, each word as it is or as the beginning of a longer one; what stands
    in quotes has to be there as it stands.
    """
    for exact, word in _TERM.findall(words)[:MOST]:
        sought = " ".join(spaced(exact or word).replace('"', " ").replace("\0", " ").split())
        if _WORD.search(sought) and words_of(sought):
            yield Term(sought, not exact and not DENSE.search(sought))


def query(words: str) -> str:
    """Return what FTS5 is to match, "" if nothing is sought."""
    return " AND ".join(f'"{term.text}"' + "*" * term.is_open for term in terms(words))


def likely(words: Sequence[str]) -> str:
    """Return what FTS5 is to match to find the titles that have any of these words."""
    return f"title: ({' OR '.join(f'{chr(34)}{word}{chr(34)}' for word in words)})"
