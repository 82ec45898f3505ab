"""The description: the page's standfirst, or what it says of itself in one sentence."""

import re

from crawler.extraction.fields.site_names import site_names, without_site_name
from crawler.extraction.page.evidence import Candidate, whole_first
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import strings
from crawler.extraction.page.text import letters, plain_line

# What WordPress would have put something in the place of: [vc_row], [caption id="a1"], [/caption].
_SHORTCODE = re.compile(
    r"\[/?[a-z]+(?:_[a-z\d]+)+(?:\s[^\[\]]*)?\]|\[[a-z-]+(?:\s+[\w-]+=(?:\"[^\"]*\"|'[^']*'))+\s*/?\]"
    r"|\[/[a-z-]+\]"
)


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
    found = (Candidate(_plain(text), origin) for text, origin in (*selected, *stated, *meta))
    return whole_first([candidate for candidate in found if candidate.value])


def telling(page: Page, descriptions: list[Candidate[str]], headline: str) -> list[Candidate[str]]:
    """Return the descriptions that say more than the headline and the site's name do."""
    names = page.once(site_names)
    said = {letters(headline), *names}
    return [
        candidate
        for candidate in descriptions
        if letters(without_site_name(candidate.value, names, ())) not in said
    ]


def _plain(text: str) -> str:
    return " ".join(_SHORTCODE.sub(" ", text).split()) if "[" in text else text
