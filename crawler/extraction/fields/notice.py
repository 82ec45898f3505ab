"""What a page says of a change of its article: that it was corrected, shortened or withdrawn."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from crawler.extraction.languages import languages, words
from crawler.extraction.page.page import Page
from crawler.items import Block

EDGE = 3  # paragraphs at either end of the text, where such a notice stands
LONGEST = 600  # characters of one


def correction_notice(page: Page, body: Sequence[Block], language: str | None) -> str | None:
    """Return the paragraph that says so, else schema.org's `correction`; None: nothing does.

    language is the text's, ISO 639-1; a notice is in this language or in English.
    """
    texts = [text for block in body if (text := block.text.strip())]
    edges = (*texts[:EDGE], *texts[-EDGE:])
    at_start, anywhere = _patterns(language)
    noted = (
        text
        for text in edges
        if len(text) <= LONGEST and (at_start.match(text) or anywhere.search(text))
    )
    return next(noted, None) or next(_stated(page), None)


@cache
def _patterns(language: str | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a notice begins with, and what it says anywhere; of all languages if None.

    Most patterns are of a text's first words: at each place of it trying them would be useless.
    """
    known = languages()
    own = known[language]["corrected"] if language in known else words("corrected")
    said = (*own, *known["en"]["corrected"])
    first = (word for word in said if word.startswith("^"))
    elsewhere = (word for word in said if not word.startswith("^"))
    return re.compile("|".join(first), re.I), re.compile("|".join(elsewhere), re.I)


def _stated(page: Page) -> Iterator[str]:
    for node in page.json_ld:
        said = node.get("correction")
        if isinstance(said, dict):
            said = said.get("text") or said.get("name")
        if isinstance(said, str) and said.strip():
            yield said.strip()
