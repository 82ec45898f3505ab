"""The description: the page's standfirst, or what it says of itself in one sentence."""

from crawler.extraction.page.evidence import Candidate, whole_first
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import strings
from crawler.extraction.page.text import plain_line


def description_candidates(page: Page) -> list[Candidate[str]]:
    """Return the page's descriptions, plain and on one line, the best first."""
    selected = [
        Candidate(plain_line(element.text_content()), "profile")
        for element in page.selected("description")
    ]
    stated = [
        Candidate(text, origin)
        for value, origin in page.stated("description")
        for text in strings(value)
    ]
    meta = page.meta_candidates(
        "og:description", "description", "twitter:description", "dc.description"
    )
    return whole_first([c for c in (*selected, *stated, *meta) if c.value])
