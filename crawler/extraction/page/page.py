"""A page, read once: its tree, its structured data and its meta elements."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import chain, islice
from typing import Any, TypeVar, cast
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from crawler.extraction.inline.visibility import mark_hidden
from crawler.extraction.page.charset import utf8
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.structured import (
    Statement,
    json_ld_nodes,
    meta_contents,
    microdata_nodes,
    statements,
)
from crawler.extraction.page.text import letters, plain_line
from crawler.profiles.profile import SourceProfile

T = TypeVar("T")

_MOST_STATED = 20  # addresses of a page: one or two are usual

# A browser reads on behind them, libxml2 does not.
_ENDS = re.compile(rb"</(?:body|html)\s*>", re.I)
# libxml2 compares each attribute of an element with all others: of one that has hundreds, few are
# kept. Where many values hold `>`, tags end only where their quotes do, which takes long to find.
_LONG_TAG = re.compile(rb"<[a-z][^>]{4000}[^>]*", re.I)
_HELD_END = re.compile(rb"=\s*(?:\"[^\">]*>|'[^'>]*>)")
_ANY_TAG = re.compile(rb"<[a-z](?:[^>=]+|=\s*(?:\"[^\"]*\"?|'[^']*'?)?)*", re.I)
_ATTRIBUTE = re.compile(rb"[^\s=]+(?:\s*=\s*(?:\"[^\"]*\"?|'[^']*'?|\S+))?")
_MOST_ATTRIBUTES = 200
# What the steps look for all over the page: gathered in one walk, as each takes 0.2 ms.
_SOUGHT = ("a", "abbr", "base", "h1", "h2", "h3", "h4", "link", "meta", "script", "time", "title")
# lxml.html's own parser asks Python for the class of each element.
_CLASSES = etree.ElementDefaultClassLookup(element=HtmlElement)
# An address that urljoin() gives back as it is, after 7 µs.
_WHOLE_ADDRESS = re.compile(
    r"https?://[\w.-]+(?:/[\w.~%+@,=&:!$'()*/-]*(?:\?[\w.~%+@,=&:!$'()*/?-]+)?)?", re.A
)
_visible_text: Callable[[HtmlElement], list[str]] = etree.XPath(  # type: ignore[assignment]
    "descendant::text()"  # not //text(), which takes the square of the time
    "[not(parent::script or parent::style or parent::noscript or parent::template)]",
    smart_strings=False,
)


@dataclass(frozen=True, eq=False)
class Page:
    """What every step of extraction reads; nobody changes the tree.

    A hostile page's tree is up to 2048 elements deep: walk it by iter(), not by recursion.
    """

    url: str  # final address
    profile: SourceProfile
    tree: HtmlElement  # the html element; scripts and styles still in it, comments not
    _sought: Sequence[HtmlElement]  # in page order
    retrieved: datetime | None = None  # when it was fetched, aware; None if nobody knows
    _made: dict[Callable[["Page"], Any], Any] = field(default_factory=dict)

    def once(self, make: Callable[["Page"], T]) -> T:
        """Return make(page), made at the first call and kept with the page."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])

    def elements(self, *tags: str) -> Sequence[HtmlElement]:
        """Return the page's elements of these tags of _SOUGHT, in page order."""
        if len(tags) == 1:
            return self._by_tag.get(tags[0], ())
        return [element for element in self._sought if element.tag in tags]

    @cached_property
    def _by_tag(self) -> Mapping[str, Sequence[HtmlElement]]:
        found: defaultdict[str, list[HtmlElement]] = defaultdict(list)
        for element in self._sought:
            found[element.tag].append(element)
        return found

    @cached_property
    def json_ld(self) -> tuple[Mapping[str, Any], ...]:
        """Every node of every JSON-LD script, @graph laid flat."""
        return json_ld_nodes(self.elements("script"))

    @cached_property
    def meta(self) -> Mapping[str, tuple[str, ...]]:
        """The contents of the meta elements by lower-case name, property or itemprop."""
        return meta_contents(self.elements("meta"))

    @cached_property
    def title(self) -> HtmlElement | None:
        """The title element of the page's head.

        Or the first one in its body, where it is if something stands before the head: such as the
        warning of a script.
        """
        titles = self.elements("title")  # those of drawings are no elements of HTML's
        in_head = (e for e in titles if e.getparent().tag == "head")
        outside = (e for e in titles if not any(o.tag == "svg" for o in e.iterancestors()))
        return next(chain(in_head, outside), None)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What JSON-LD, then microdata, say of the page's own article, the most telling first."""
        own = {_bare(url) for url in (self.url, *self.stated_urls)}

        def is_address(link: str) -> bool:
            url = self.absolute(link)
            return url is not None and _bare(url) in own

        titles = [title.text_content() for title in self.elements("title")[:1]]
        said = [letters(title) for title in (*titles, *self.meta.get("og:title", ()))]

        def is_title(headline: str) -> bool:
            own_letters = letters(headline)
            return len(own_letters) > 8 and any(own_letters in title for title in said)

        return (
            *statements("JSON-LD", self.json_ld, is_address, is_title),
            *statements("microdata", self.microdata, is_address, is_title),
        )

    @cached_property
    def microdata(self) -> tuple[Mapping[str, Any], ...]:
        """The outermost items of the page's microdata, then what belongs to none of them."""
        return microdata_nodes(self.tree)

    @property
    def loose_data(self) -> Mapping[str, Any]:
        """What the page's microdata say outside of any item."""
        last = self.microdata[-1] if self.microdata else {}
        return {} if "@type" in last else last

    @cached_property
    def stated_urls(self) -> tuple[str, ...]:
        """The page's addresses as it states them: rel=canonical, then og:url."""
        links = [
            link.get("href")
            for link in self.elements("link")
            if "canonical" in (link.get("rel") or "").lower().split()
        ]
        named = dict.fromkeys((*links, *self.meta.get("og:url", ())))
        stated = map(self.absolute, islice(named, _MOST_STATED))
        return tuple(url for url in stated if url)

    @cached_property
    def base_url(self) -> str:
        """The address that the page's relative links count from."""
        base = next((base.get("href") for base in self.elements("base")), None)
        return _joined(self.url, base or "") or self.url

    @cached_property
    def visible_text(self) -> str:
        """All the text that a reader sees, furniture included, on one line."""
        return plain_line(" ".join(_visible_text(self.tree)))

    def absolute(self, link: str | None) -> str | None:
        """Return the absolute http(s) address of a link on the page, None if it has none."""
        if link and _WHOLE_ADDRESS.fullmatch(link):
            return link
        return _joined(self.base_url, link) if link else None

    def selected(self, field: str) -> list[HtmlElement]:
        """Return the elements that the profile's selector for a field of Article finds."""
        css = self.profile.selectors.get(field)
        return self.matching(css) if css else []

    def matching(self, css: str) -> list[HtmlElement]:
        """Return the elements that a CSS selector finds."""
        return _selector(css)(self.tree)

    def stated(self, *keys: str) -> list[Candidate[Any]]:
        """Return the values that structured data has for these keys of the article, as they are."""
        return [
            Candidate(statement.node[key], f"{statement.origin} {key}")
            for statement in self.statements
            for key in keys
            if statement.node.get(key) not in (None, "", [], {})
        ]

    def meta_candidates(self, *names: str) -> list[Candidate[str]]:
        """Return what these meta elements say, in the names' order."""
        return [
            Candidate(content, f"meta {name}")
            for name in names
            for content in self.meta.get(name, ())
        ]


def read_page(
    html: bytes | str,
    url: str,
    profile: SourceProfile,
    charset: str | None = None,
    retrieved: datetime | None = None,
) -> Page | None:
    """Return the parsed page, None if there is nothing to parse.

    charset is the one that the HTTP header names; retrieved when the page was fetched.
    """
    # huge_tree lifts libxml2's limit of 256 open elements to 2048, behind which nothing is read.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(_CLASSES)
    try:
        tree = etree.fromstring(_with_few_attributes(_ENDS.sub(b"", utf8(html, charset))), parser)
    except etree.XMLSyntaxError:
        return None
    if not isinstance(tree, HtmlElement) or not len(tree):
        return None
    mark_hidden(tree)
    if profile.model and retrieved:
        profile = replace(profile, model=profile.model.at(f"{retrieved:%Y-%m-%d}"))
    return Page(_parseable(url), profile, tree, list(tree.iter(*_SOUGHT)), retrieved)


def _with_few_attributes(text: bytes) -> bytes:
    """Return a page with short start tags."""
    held = islice(_HELD_END.finditer(text), _MOST_ATTRIBUTES, None)
    tag = _LONG_TAG if next(held, None) is None else _ANY_TAG
    return tag.sub(_few_attributes, text)


def _few_attributes(tag: re.Match[bytes]) -> bytes:
    """Return a long start tag without what follows its first attributes."""
    attributes = islice(_ATTRIBUTE.finditer(tag[0]), _MOST_ATTRIBUTES, None)
    beyond = next(attributes, None)
    return tag[0][: beyond.start()] if beyond else tag[0]


def _parseable(url: str) -> str:
    """Return the address without what urlsplit() fails on in some: brackets, look-alike letters."""
    try:
        urlsplit(url)
    except ValueError:
        return re.sub(r"[\[\]]|[^\x00-\x7f]", "", url)
    return url


def _joined(base: str, link: str) -> str | None:
    try:
        url = urljoin(base, link.strip())
    except ValueError:  # such as http://[
        return None
    return url if url.startswith(("http://", "https://")) else None


def _bare(url: str) -> str:
    """Return host and path alone, for comparing."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/")


@lru_cache(maxsize=1024)
def _selector(css: str) -> Callable[[HtmlElement], list[HtmlElement]]:
    return CSSSelector(css)  # type: ignore[return-value]
