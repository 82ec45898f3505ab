"""What speaks for and against a page's being an article, in points, whatever its language.

A wall, an error or a notice stands at an article's address with the site's furniture around it, and
no list has all the words that it may use. But nothing ties it to an article: it has no date, no
author, no headline that the address spells; it is short; what the page's data promise is not shown.

The points are small whole numbers, set by hand on the pages of benchmarks/non_articles that are
developed on and on the development corpora, and judged on the rest of the former.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from crawler.extraction.body.judgement import Judgement
from crawler.extraction.body.prose import Prose
from crawler.extraction.classifier.agreement import words
from crawler.extraction.fields.headline import headline_element
from crawler.extraction.fields.site_names import site_names
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import letters

LEAST = 4  # points that an article has

_ROOT = 5  # letters of a word that its forms share
_SHORTEST = 4  # letters of a word that says anything
_NOT_SHOWN = ("URL", "script")  # origins of dates that the page itself does not state
_RUNS = (400, 800, 1500, 3000)  # widths of running text: a point each
_LONG = (3000, 10_000)  # characters of all of the text: a point each
_ABOVE, _BELOW = 12, 4  # lines above and below the text, in which its date is looked for
_LINE = 100  # characters of a line that is a date, with what stands beside it
_MOST_AROUND = 30
# A year beside numbers or a word, in any script: 2025-10-12, 12 Οκτωβρίου 2025, 2025年10月12日
_DAY = re.compile(
    r"\b(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|\b\d{1,2}[-/.]\d{1,2}[-/.](?:20)?\d\d\b|"
    r"\b\d{1,2}[^\d\n]{2,20}(?:19|20)\d\d\b|\b\d{1,2},? (?:19|20)\d\d\b"
)
_NUMBER = re.compile(r"(?<![A-Za-z\d-])\d[\d.,:-]*(?![A-Za-z-])")
_WORD_IN_SENTENCE = re.compile(r"(?:(?<=[^\W\d_] )|(?<=[,;:] ))[^\W\d_][\w’'-]+")
_FEW = 12  # words, of which more than a third may have a capital
_FACTS = (2, 4)  # numbers and names: a point each
_READ = 2000  # characters of a text in which they are counted
_FORM = (
    400  # characters of what may stand beside the text and a password field that belong together
)
_MOST_HOMES = 5
_HEADLINE = 8  # letters of a title, before the site's name, that are a headline


class Sign(NamedTuple):
    """Something that speaks for an article, or with points below 0 against one."""

    points: int
    said: str  # what it is, in plain words


@dataclass(frozen=True, slots=True)
class Findings:
    """What extraction has found on a page, by which its kind is known."""

    page: Page
    judgements: Sequence[Judgement]
    text: str  # of the body
    prose: Prose
    headlines: Sequence[Candidate[str]] = ()
    description: str | None = None
    authors: Sequence[Candidate[Any]] = ()
    published: Sequence[Candidate[Any]] = ()
    is_stated: bool = False  # the page's data call it an article
    has_slides: bool = False
    caption: str = ""  # of the lead image

    @property
    def headline(self) -> str:
        """The headline, "" if there is none."""
        return self.headlines[0].value if self.headlines else ""


def signs(found: Findings) -> list[Sign]:
    """Return what speaks for an article, then what speaks against one."""
    return [*_for(found), *_against(found)]


def _for(found: Findings) -> Iterator[Sign]:
    headline, text = roots(found.headline), roots(f"{found.text}\n{found.caption}")
    description = roots(found.description or "") - headline
    in_text = len(headline & text)
    is_described = bool(description) and 2 * len(description & text) >= len(description)
    is_told = in_text > 1 and 3 * in_text >= len(headline)
    is_named = letters(found.headline) not in found.page.once(_own_names)
    if is_described or is_told or not is_named or _shows_headline(found):
        # What data say of an article that the page does not show says nothing of the page.
        if found.is_stated:
            yield Sign(3, "its data call it an article")
        if any(c.origin not in _NOT_SHOWN for c in found.published) or _is_dated(found):
            yield Sign(2, "a date")
        if found.authors:
            yield Sign(2, "an author")
        if _is_spelt(found.page.url, headline):
            yield Sign(2, "the address spells the headline")
    elif _is_dated(found):
        yield Sign(1, "a date by the text")
    if in_text:
        yield Sign(1, "the text has words of the headline")
    if is_described:
        yield Sign(1, "the text has words of the description")
    if found.caption:
        yield Sign(1, "a picture with a caption")
    if length := sum(found.prose.running >= width for width in _RUNS):
        yield Sign(length, "running text")
    if length := sum(len(found.text) >= characters for characters in _LONG):
        yield Sign(length, "a long text")
    if facts := sum(_facts(found.text) >= count for count in _FACTS):
        yield Sign(facts, "numbers and names in the text")
    if _stands_in_article(found):
        yield Sign(1, "an article element")


def _against(found: Findings) -> Iterator[Sign]:
    page = found.page
    names = page.once(_own_names)
    if letters(found.headline) in names:
        yield Sign(-2, "its headline is the site's name")
    elif page.title is not None and letters(page.title.text_content()) in names:
        yield Sign(-1, "its title is the site's name")
    robots = (*page.meta.get("robots", ()), *page.meta.get("googlebot", ()))
    if any("noindex" in content.lower() for content in robots):
        yield Sign(-2, "noindex")
    if "refresh" in page.meta:
        yield Sign(-1, "it loads itself again")
    if found.prose.is_list:
        yield Sign(-4, "its texts stand below headings that are links")
    container = _container(found)
    if container is None:
        return
    if any(outer.tag == "noscript" for outer in (container, *container.iterancestors())):
        yield Sign(-2, "its text is for browsers without scripts")
    has_password = any(field.get("type") == "password" for field in container.iter("input"))
    if has_password and len(container.text_content()) < 2 * len(found.text) + _FORM:
        yield Sign(-3, "a password field stands by the text")


def _own_names(page: Page) -> frozenset[str]:
    """Return the site's names, with what the links to its front page say."""
    homes = (a for a in page.elements("a") if a.get("href") == "/")
    said = (
        text
        for home in islice(homes, _MOST_HOMES)
        for text in (home.text_content(), *(image.get("alt") or "" for image in home.iter("img")))
    )
    return page.once(site_names) | {name for text in said if (name := letters(text))}


def _shows_headline(found: Findings) -> bool:
    """Return whether the page shows its headline, or most of it, not only in a list of links."""
    own = headline_element(found.page)
    if own is not None and not _is_in_list(own):
        return True
    headline = letters(found.headline)
    return any(
        key and (key == headline or (len(key) >= _HEADLINE and headline.startswith(key)))
        for judged in found.judgements
        if 2 * judged.block.link_length <= len(judged.block.text) <= 2 * len(found.headline)
        if (key := letters(judged.block.text))
    )


def _is_in_list(element: HtmlElement) -> bool:
    """Return whether an element is a link to another page, or in a list, an aside or a menu."""
    around = (element, *islice(element.iterancestors(), _MOST_AROUND))
    return any(outer.tag in ("li", "aside", "nav", "footer") for outer in around)


def _facts(text: str) -> int:
    """Return how many numbers a text has, and names: words with a capital in a sentence."""
    following = _WORD_IN_SENTENCE.findall(text[:_READ])
    capitals = [word for word in following if word[0].isupper() and not word.isupper()]
    are_rare = 3 * len(capitals) < max(_FEW, len(following))  # in German each noun has one
    names = set(capitals) if are_rare else set()
    return len({*_NUMBER.findall(text[:_READ]), *names})


def roots(text: str) -> set[str]:
    """Return the beginnings of a text's words, which their forms share; of Han and Kana, pairs."""
    found = words(text)
    pairs = {
        one + other
        for one, other in pairwise(found)
        if len(one) == len(other) == 1 and not one.isascii()
    }
    return pairs | {word[:_ROOT] for word in found if len(word) >= _SHORTEST}


def _is_spelt(url: str, headline: set[str]) -> bool:
    """Return whether the last part of an address has words of the headline, more than one."""
    parts = urlsplit(url)
    slug = max(unquote(f"{parts.path}/{parts.query}").split("/"), key=len)
    return len(roots(slug.replace("_", " ")) & headline) > 1


def _is_dated(found: Findings) -> bool:
    """Return whether a line by the text holds a day."""
    kept = [n for n, judged in enumerate(found.judgements) if judged.kept]
    if not kept:
        return False
    near = (*range(max(0, kept[0] - _ABOVE), kept[0] + 1), *range(kept[-1] + 1, kept[-1] + _BELOW))
    lines = (found.judgements[n].block.text for n in near if n < len(found.judgements))
    return any(len(line) <= _LINE and _DAY.search(line) for line in lines)


def _stands_in_article(found: Findings) -> bool:
    container = _container(found)
    if container is None:
        return False
    around = (container, *islice(container.iterancestors(), _MOST_AROUND))
    return any(e.tag == "article" or e.get("itemprop") == "articleBody" for e in around)


def _container(found: Findings) -> HtmlElement | None:
    """Return the element that holds the first block of the text."""
    first = next((judged.block.element for judged in found.judgements if judged.kept), None)
    return first.getparent() if first is not None else None
