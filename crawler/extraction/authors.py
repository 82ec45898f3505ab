"""Who wrote the article: people and desks, as the page names them."""

import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from crawler.extraction.evidence import Candidate
from crawler.extraction.page import Page
from crawler.extraction.structured import objects, strings
from crawler.extraction.text import plain_line

Names = tuple[str, ...]

_BEFORE = re.compile(
    r"^(?:(?:written|reported|posted|published|story|text|reviewed|edited|words?)\s+by|by|von|par|por|"
    r"de la redacción|af|av|door|di|przez|autor(?:in|zy|ka|es)?|author|text|redaktion)\b\s*:?\s+|"
    r"^(?:text|autor(?:in|zy|es)?|authors?|автор|von|by)\s*:\s*",
    re.I,
)
_BETWEEN = re.compile(
    r"\s*(?:[,;|/&•·、،]|\s+(?:and|und|et|y|e|og|och|en|i|ja|ve|dan|и)\s+(?=[^\W\d_]))\s*", re.I
)
_ADDRESS = re.compile(r"\(?\S+@\S+\.\w+\)?|https?://\S+|(?:^|\s)@\w+")
_NAME = re.compile(r"[^\W\d_]")
_BYLINE = re.compile(
    r"\b(?:byline|author|authors|autor|autorin|auteur|writer|reporter)(?:s|-?names?)?\b", re.I
)
_LONGEST = 80  # characters of one name


def authors_candidates(page: Page) -> list[Candidate[Names]]:
    """Return the page's lists of authors, each in the page's order, the best first."""
    found: list[Candidate[Names]] = [
        Candidate(names_in(_texts(page.selected("author") or page.selected("authors"))), "profile")
    ]
    found += [Candidate(_stated_names(v), origin) for v, origin in page.stated("author")]
    for name in ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author"):
        found.append(Candidate(names_in(list(page.meta.get(name, ()))), f"meta {name}"))
    found.append(Candidate(names_in(_texts(_linked(page.tree))), "rel=author"))
    found.append(Candidate(names_in(_texts(_bylines(page.tree))), "byline"))
    found += [Candidate(_stated_names(v), origin) for v, origin in page.stated("creator")]
    return [candidate for candidate in found if candidate.value]


def names_in(lines: list[str]) -> Names:
    """Return the single names that lines such as `By Ann Lee and Bo Ek, Reuters` hold."""
    names: dict[str, None] = {}
    for line in lines:
        line = _ADDRESS.sub(" ", plain_line(line))
        line = _BEFORE.sub("", line.strip(" ,;|-–—"))
        for part in _BETWEEN.split(line):
            name = part.strip(" .,:;|-–—()")
            if name and _NAME.search(name) and len(name) <= _LONGEST:
                names.setdefault(name)
    return tuple(names)


def _stated_names(value: Any) -> Names:
    lines = strings(value)
    for item in objects(value):
        lines += strings(item.get("name"))
    return names_in([line for line in lines if not line.startswith(("http://", "https://"))])


def _texts(elements: list[HtmlElement]) -> list[str]:
    return [str(element.text_content()) for element in elements]


def _linked(tree: HtmlElement) -> list[HtmlElement]:
    return [a for a in tree.iter("a") if "author" in (a.get("rel") or "").split()]


def _bylines(tree: HtmlElement) -> list[HtmlElement]:
    return list(_byline_elements(tree))[:1]


def _byline_elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.xpath("//body//*[@class or @itemprop='author']"):
        if (
            _BYLINE.search(element.get("class") or "")
            and len(element.text_content()) < 2 * _LONGEST
        ):
            yield element
