"""Lines as a site's pages share them: without dates, counters and the titles that they link to."""

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256

from crawler.extraction.dates.calendar_names import key, months_of, weekdays_of
from crawler.extraction.page.block_list import PageBlock

LINK = "[link]"  # for the title that a line such as `Read also: …` leads to
_LONGEST = 120  # characters of a line; of a longer one a hash stands for the rest
_LABEL = 60  # characters before a link
_DATED = 200  # characters of a line in which months are no words like others
_NUMBER = re.compile(r"\d+(?:[.,:/\s-]*\d+)*")
_WORD = re.compile(r"[^\W\d_]{3,}")


def masked(block: PageBlock, language: str) -> str:
    """Return a block's line with 0 for numbers, dates and names of months and days.

    language: of the page, ISO 639-1, for these names.
    """
    text = dateless(_with_link_masked(block), language)
    text = " ".join(text.split()).casefold()
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}… {sha256(text.encode()).hexdigest()[:8]}"


def dateless(text: str, language: str) -> str:
    """Return a text with 0 for numbers, and, in a short one with any, for months and days."""
    if not _NUMBER.search(text):
        return text
    if len(text) <= _DATED:
        names = _calendar(language)
        text = _WORD.sub(lambda word: "0" if key(word[0]) in names else word[0], text)
    return _NUMBER.sub("0", text)


def _with_link_masked(block: PageBlock) -> str:
    """Return the text, of a label and the link behind it the label alone."""
    if not block.link_length or block.link_length == len(block.text):
        return block.text
    label = ""
    for span in block.spans:
        if span.url is not None:
            break
        label += span.text
    is_label = len(label.strip()) > 0 and len(label) <= _LABEL
    rest = len(block.text) - len(label) - block.link_length
    return f"{label} {LINK}" if is_label and rest <= 2 else block.text


@lru_cache(maxsize=32)
def _calendar(language: str) -> Mapping[str, int]:
    """Return the names of months and days of a language and of English."""
    days = {name: 0 for tag in (language, "en") for name in weekdays_of(tag)}
    return {**months_of(language), **days}
