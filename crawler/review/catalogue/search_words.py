"""The words of texts and of what a person seeks, as SQLite's FTS5 has them.

FTS5 parts words at spaces and signs. Scripts that put no space between words are parted into their
characters, and what is sought in them is a phrase of these.
"""

import re

from pipelines.text.likeness import DENSE

MOST = 20  # words of a search; more are no person's

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"\w")


def spaced(text: str) -> str:
    """Return a text whose words, or characters of a dense script, stand apart."""
    return DENSE.sub(lambda sign: f" {sign[0]} ", text)


def query(words: str) -> str:
    """Return what FTS5 is to match, "" if nothing is sought.

    All words have to be there, each as it is or as the beginning of a longer one; what stands in
    quotes has to be there as it stands.
    """
    terms = []
    for exact, word in _TERM.findall(words)[:MOST]:
        sought = " ".join(spaced(exact or word).replace('"', " ").replace("\0", " ").split())
        if _WORD.search(sought):
            terms.append(f'"{sought}"' + "*" * (not exact and not DENSE.search(sought)))
    return " AND ".join(terms)
