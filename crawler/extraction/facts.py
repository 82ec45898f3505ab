"""What a text tells of the world: numbers, and names in its sentences."""

import re

READ = 1000  # characters of a text in which facts are counted

_NUMBER = re.compile(
    r"(?<![A-Za-z\d-])\d[\d.,:-]*(?![A-Za-z-])|\b\d{1,4}(?:-|['’])[^\W\d_]{1,4}\b|"
    r"[〇一二三四五六七八九十百千万亿億]{2,}"
)
# What a server says of itself is no fact: statuses of RFC 9110 that errors have, addresses.
_OF_SERVERS = re.compile(
    r"(?<![\d.,:-])(?:40[1346]|410|429|451|50[2-4])(?![\d.,:%-]\d|\d)|(?<!\d)\d{1,3}(?:\.\d{1,3}){3}"
)
_WORD_IN_SENTENCE = re.compile(r"(?:(?<=[^\W\d_] )|(?<=[,;:] ))[^\W\d_][\w’'-]+")
_CAPITAL_NOUNS = ("de", "lb", "nds")  # languages in which each noun has one, name or not
_FEW = 12  # words, of which more than a third may have a capital


def has_number(text: str) -> bool:
    """Return whether a text has a number that is a fact."""
    return _NUMBER.search(_OF_SERVERS.sub(" ", text)) is not None


def facts_in(text: str, language: str | None) -> int:
    """Return how many numbers a text has, and names: words with a capital in a sentence.

    In a script without capitals a number counts twice, as names are not seen. language is that of
    the text, ISO 639-1, None if nobody knows.
    """
    read = _OF_SERVERS.sub(" ", text)
    numbers = set(_NUMBER.findall(read))
    if read.lower() == read.upper():
        return 2 * len(numbers)
    following = _WORD_IN_SENTENCE.findall(read)
    capitals = [word for word in following if word[0].isupper() and not word.isupper()]
    are_names = language not in _CAPITAL_NOUNS and 3 * len(capitals) < max(_FEW, len(following))
    return len(numbers | set(capitals if are_names else ()))
