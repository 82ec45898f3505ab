"""What the wording of a block says of it, whatever the language: the patterns and their numbers."""

import re
from functools import lru_cache

from crawler.extraction.classifier.agreement import Words
from crawler.extraction.languages import any_of, words
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.patterns import PatternSet

CLOSERS = "\"'”’»」)]"
FULL_STOPS = frozenset(".!?…。！？।۔؟")
_COLONS = frozenset(":：")
_SENTENCE_ENDS = FULL_STOPS | {*CLOSERS, ":", ";"}
_ASCII_COMMAS = ",;"
_COMMAS = f"{_ASCII_COMMAS}،、，"
_WIDE = re.compile("[\u2e81-\U0010ffff]")  # Chinese, Japanese and Korean say more in a letter
# What is left of ASCII when only capitals and digits, all as 0, are.
_CAPITALS_AND_DIGITS = {
    code: "0" if chr(code).isdigit() else None for code in range(128) if not chr(code).isupper()
}
_NO_LETTER = r"[^\pL\pN_]"
_SIGNS = {
    "clock": r"\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b",
    "address": r"https?://|www\.|\S@\S|(?:^|\s)@[\pL\pN_]|#[\pL\pN_]",
    "photo": rf"(?:^|{_NO_LETTER})(?:{any_of('wording.photo')})(?:{_NO_LETTER}|$)",
    "by": rf"^(?:{any_of('wording.by')})[:\s]",
}
# What furniture says, in lower case.
PHRASES = {
    group: any_of(f"wording.{group}")
    for group in ("read_also", "sign_up", "share", "watch", "advert", "bio", "note")
}
# The same at the beginning of a word, where the script has capitals: no "donat" in "abandonata".
_BEGUN = PatternSet(
    rf"(?:^|[^\p{{Ll}}\pN_])(?:{'|'.join(word.lstrip() for word in words(f'wording.{group}'))})"
    for group in PHRASES
)
_GROUPS = tuple(PHRASES)
_SAID = {**_SIGNS, **PHRASES}
_PATTERNS = PatternSet(_SAID.values())
_SHORT = 400  # characters; in longer blocks such words say nothing

WORDING = (
    "length",
    "words",
    "commas",
    "digits",
    "links",
    "capitals",
    "sentence_end",
    "full_stop",
    "colon",
    "marked",
    "starts_low",
    *_SAID,
)
_NOTHING_SAID = [0] * len(_SAID)


def width(text: str) -> int:
    """Return the length of a text, in which a character of a wide script counts as two."""
    return len(text) if text.isascii() else len(text) + _wide(text)


@lru_cache(maxsize=1024)  # several rules ask for that of the same block
def _wide(text: str) -> int:
    return len(_WIDE.findall(text))


def percent(part: int, whole: int) -> int:
    """Return part of whole as whole percent, 0 where there is no whole."""
    return 100 * part // whole if whole else 0


def phrases_of(text: str) -> frozenset[str]:
    """Return the groups of PHRASES of which a short text has one, none of a long text."""
    if len(text) >= _SHORT:
        return frozenset()
    return frozenset(_GROUPS[number] for number in _BEGUN.found_in(text.lower()))


def wording(block: PageBlock, words: Words) -> list[int]:
    """Return the numbers of WORDING: counts, percents of the length, and 1 for yes."""
    text = block.text
    length = len(text)
    head = text[:300]
    end = text[-4:].rstrip()
    is_ascii = text.isascii()
    capitals, digits = (_ascii_marks if is_ascii else _marks)(head)
    marked = sum([len(span.text) for span in block.spans if span.strong or span.emphasis])
    return [
        width(text),
        len(words) if is_ascii else len(words) - len(_WIDE.findall(text)) * 2 // 3,
        sum(map(text.count, _ASCII_COMMAS if is_ascii else _COMMAS)),
        percent(digits, len(head)),
        percent(block.link_length, length),
        percent(capitals, len(head)),
        end[-1:] in _SENTENCE_ENDS,
        end.rstrip(CLOSERS)[-1:] in FULL_STOPS,
        end[-1:] in _COLONS,
        percent(marked, length),
        text[:1].islower(),
        *(_said(text.lower()) if length < _SHORT else _NOTHING_SAID),
    ]


def _said(text: str) -> list[int]:
    found = _NOTHING_SAID.copy()
    for number in _PATTERNS.found_in(text):
        found[number] = 1
    return found


def _marks(text: str) -> tuple[int, int]:
    """Return how many capitals and digits the text has."""
    return sum(map(str.isupper, text)), sum(map(str.isdecimal, text))


def _ascii_marks(text: str) -> tuple[int, int]:
    marks = text.translate(_CAPITALS_AND_DIGITS)
    digits = marks.count("0")
    return len(marks) - digits, digits
