"""What a page calls its article, in its data and where readers see it, without the site's name."""

from collections.abc import Sequence, Set
from itertools import islice

from crawler.extraction.body.floor import shown_headline
from crawler.extraction.body.judgement import Judgement
from crawler.extraction.fields.site_names import site_names, without_site_name
from crawler.extraction.headline_match import roots
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import letters, plain_line

_MOST_HOMES = 5
_MOST_TITLES = 4
_SEEN = ("<h", "profile")  # origins of headlines that are seen
_OF_DATA = ("JSON-LD", "microdata", "meta")
_HEADLINE = 8  # letters of a title, before the site's name, that are a headline


def own_titles(page: Page, headlines: Sequence[Candidate[str]]) -> list[str]:
    """Return what the page's head calls its article; without that, what the page shows."""
    names = page.once(own_names)
    said = dict.fromkeys(
        c.value
        for c in headlines
        if not c.origin.startswith(_SEEN) and letters(c.value) not in (*names, "")
    )
    if len(said) > 1:  # a title on something else than the data is that of what stands in its place
        stated = [roots(c.value) for c in headlines if c.origin.startswith(_OF_DATA)]
        own = [text for text in said if not stated or any(roots(text) & each for each in stated)]
        said = dict.fromkeys(own or said)
    if not said and page.title is not None:
        title = plain_line(str(page.title.text_content()))
        shown = [letters(c.value) for c in headlines[:1]]
        said = {without_site_name(title, page.once(site_names), shown): None}
    titles = [title for title in said if letters(title) not in (*names, "")][:_MOST_TITLES]
    return titles or [c.value for c in headlines[:1] if letters(c.value) not in names]


def own_names(page: Page) -> frozenset[str]:
    """Return the site's names, with what the links to its front page say."""
    homes = (a for a in page.elements("a") if a.get("href") == "/")
    said = (
        text
        for home in islice(homes, _MOST_HOMES)
        for text in (home.text_content(), *(image.get("alt") or "" for image in home.iter("img")))
    )
    return page.once(site_names) | {name for text in said if (name := letters(text))}


def shown_roots(page: Page, wanted: Sequence[Set[str]]) -> Set[str]:
    """Return the roots of the heading that resembles what the page calls its article, else none."""
    own = shown_headline(page)
    said = frozenset() if own is None else roots(str(own.text_content()))
    return said if any(said & title for title in wanted) else frozenset()


def headline_block(judgements: Sequence[Judgement], titles: Sequence[str]) -> int | None:
    """Return the number of the block that says a title, or its part before the site's name."""
    longest = max(map(len, titles), default=0)
    keys = [letters(title) for title in titles]
    for n, judged in enumerate(judgements):
        block = judged.block
        if len(block.text) <= longest and 2 * block.link_length <= len(block.text):
            said = letters(block.text)
            if said in keys or (
                len(said) >= _HEADLINE and any(key.startswith(said) for key in keys)
            ):
                return n
    return None
