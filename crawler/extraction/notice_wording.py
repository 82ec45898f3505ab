"""Whether a short text speaks to its reader of the page that it stands on, as walls and errors do.

"Please log in to your account", "this page can't be shown in your country": a story tells of
others. Of the openings of the development corpora's articles one in 400 speaks so.
"""

import re
from functools import cache

from crawler.extraction.classifier.wording import width
from crawler.extraction.languages import languages

_EVERY = 50  # width of a text in which such a word stands once, at the least


def speaks_to_reader(text: str, language: str | None) -> bool:
    """Return whether a text speaks to its reader and of its page, and of little else.

    language is the text's, ISO 639-1, None if nobody knows; many pages say such things in English.
    """
    to_reader, of_page = _patterns(language)
    both = len(to_reader.findall(text)), len(of_page.findall(text))
    return all(both) and sum(both) * _EVERY >= width(text)


def may_speak_to_reader(text: str, language: str | None) -> bool:
    """Return whether a text has a word to its reader, or is in a language that nobody knows."""
    return language not in languages() or _patterns(language)[0].search(text) is not None


def speaks_of_others(text: str, language: str | None) -> bool:
    """Return whether a text has no such word, in a language of which they are known."""
    if language not in languages():
        return False
    return not any(pattern.search(text) for pattern in _patterns(language))


@cache
def _patterns(language: str | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = languages()
    codes = dict.fromkeys((language, "en")) if language in known else known
    to_reader, of_page = (
        "|".join(word for code in codes for word in known[code or "en"][key])
        for key in ("to_reader", "of_page")
    )
    return re.compile(to_reader, re.I), re.compile(of_page, re.I)
