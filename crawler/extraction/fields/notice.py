"""What a page says of a change of its article: that it was corrected, shortened or withdrawn."""

import re
from collections.abc import Iterator, Sequence

from crawler.extraction.languages import words
from crawler.extraction.page.page import Page
from crawler.items import Block

EDGE = 3  # paragraphs at either end of the text, where such a notice stands
LONGEST = 600  # characters of one

# Most patterns are of a text's first words: at each place of it they would be tried in vain.
_FIRST, _ANYWHERE = (
    re.compile("|".join(word for word in words("corrected") if word.startswith("^") is first), re.I)
    for first in (True, False)
)


def correction_notice(page: Page, body: Sequence[Block]) -> str | None:
    """Return the paragraph that says so, else schema.org's `correction`; None: nothing does."""
    texts = [block.text for block in body if block.text]
    edges = (*texts[:EDGE], *texts[-EDGE:])
    noted = (text for text in edges if len(text) <= LONGEST and _is_notice(text.strip()))
    return next(noted, None) or next(_stated(page), None)


def _is_notice(text: str) -> bool:
    return bool(_FIRST.match(text) or _ANYWHERE.search(text))


def _stated(page: Page) -> Iterator[str]:
    for node in page.json_ld:
        said = node.get("correction")
        if isinstance(said, dict):
            said = said.get("text") or said.get("name")
        if isinstance(said, str) and said.strip():
            yield said.strip()
