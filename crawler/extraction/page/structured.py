"""What a page says about itself for machines: JSON-LD, microdata and meta elements."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.page.text import declared_line, plain_line

Node = dict[str, Any]

_ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|Report)$")
_NEARLY_ARTICLE = frozenset(
    ("Review", "Recipe", "VideoObject", "ImageGallery", "MediaGallery", "PodcastEpisode")
)

_OPENING = re.compile(r"\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)+")
_CLOSING = re.compile(r"(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)+[\s;]*$")
_LONGEST_CLOSING = 50  # characters in which it is sought
_TRAILING_COMMA = re.compile(r",(\s*[\]}])")
_properties: Callable[[HtmlElement], list[HtmlElement]] = etree.XPath(  # type: ignore[assignment]
    "/descendant::*[@itemprop or @itemscope]"  # a union would sort them, in the square of the time
)
_LAID_FLAT = ("@graph", "mainEntity", "mainEntityOfPage")
_DEEPEST = 50  # elements between a property and its item
_MOST_NODES = 500  # a page of honest data has some dozens
_MOST_PROPERTIES = 5000
_LONGEST_DATA = 2_000_000  # characters of a script; honest data has some ten thousand
_LONGEST_MENDED = 100_000  # characters of what is not JSON: mending takes the square of the time
_MOST_MENDED = 40_000  # the same of all scripts of a page
_BROKEN = object()


def json_ld_nodes(scripts: Iterable[HtmlElement]) -> tuple[Mapping[str, Any], ...]:
    """Return every node of the JSON-LD scripts, @graph laid flat, references by @id resolved."""
    nodes: list[Node] = []
    mendable = _MOST_MENDED
    for script in scripts:
        text = script.text
        if text and "ld+json" in (script.get("type") or "").lower() and len(text) <= _LONGEST_DATA:
            data = _well_formed(text)
            if data is _BROKEN and len(text) <= mendable:
                mendable -= len(text)
                data = _mended(text)
            nodes.extend(_flat(data))
    _resolve(nodes)
    return tuple(nodes[:_MOST_NODES])


def loaded_json(text: str) -> Any:
    """Return what a text holds, mended where it is not JSON; None if it can't be."""
    data = _well_formed(text)
    if data is not _BROKEN:
        return data
    return _mended(text) if len(text) <= _LONGEST_MENDED else None


def _well_formed(text: str) -> Any:
    """Return what a text holds, _BROKEN if it is no JSON but for comments and a last comma."""
    text = _bare(text)
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)  # strict forbids line feeds in strings
        except (ValueError, RecursionError):
            continue
    return _BROKEN


def _bare(text: str) -> str:
    """Return a text without the comment or CDATA section around it."""
    text = text.strip()
    if text[:1] not in ("{", "[") or text[-1:] not in ("}", "]"):
        opening = _OPENING.match(text)
        text = text[opening.end() :] if opening else text
        text = text[:-_LONGEST_CLOSING] + _CLOSING.sub("", text[-_LONGEST_CLOSING:])
    return text.strip()


def _mended(text: str) -> Any:
    from html import unescape

    from json_repair import repair_json  # few pages need it

    text = _bare(text)
    if "&quot;" in text and '"' not in text:
        text = unescape(text)
    try:
        return repair_json(text, return_objects=True, skip_json_loads=True)
    except (ValueError, RecursionError):
        return None


def _flat(value: Any) -> Iterator[Node]:
    """Yield the nodes of a script in their order, those within a node after it."""
    waiting = [value]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value[:_MOST_NODES]
        elif isinstance(value, dict):
            yield value
            waiting[:0] = [
                value[key] for key in _LAID_FLAT if isinstance(value.get(key), dict | list)
            ]


def _resolve(nodes: list[Node]) -> None:
    """Put the node in the place of each {"@id": ...} that names it."""
    by_id = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1
    }

    def resolved(value: Any) -> Any:
        if isinstance(value, dict) and value.keys() == {"@id"} and isinstance(value["@id"], str):
            return by_id.get(value["@id"], value)
        return value

    for node in nodes:
        for key, value in node.items():
            node[key] = [resolved(v) for v in value] if isinstance(value, list) else resolved(value)


class Statement(NamedTuple):
    """What a page says in one place about the article it holds."""

    origin: str  # such as JSON-LD NewsArticle
    node: Mapping[str, Any]


def statements(
    origin: str,
    nodes: Iterable[Mapping[str, Any]],
    is_address: Callable[[str], bool],
    is_title: Callable[[str], bool],
) -> list[Statement]:
    """Return the nodes that describe the page's own article, the most telling first.

    is_address says of a URL, is_title of a headline whether it is the page's own. Articles that
    nothing ties to the page are a list of other stories if there are several, and left out; a video
    counts only where there is no article.
    """
    ranked: list[tuple[int, Statement]] = []
    for node in nodes:
        kinds = types(node)
        is_article = any(map(_ARTICLE.search, kinds))
        if not is_article and not kinds & _NEARLY_ARTICLE and "WebPage" not in kinds:
            continue
        named = [url for key in ("url", "@id", "mainEntityOfPage") for url in urls(node.get(key))]
        own = any(map(is_address, named)) or any(map(is_title, strings(node.get("headline"))))
        rank = 4 * is_article + 3 * own + ("headline" in node) - 4 * bool(named and not own)
        ranked.append((-rank, Statement(f"{origin} {'/'.join(sorted(kinds))}", node)))
    found = [statement for _, statement in sorted(ranked, key=itemgetter(0))]
    articles = [rank for rank, statement in ranked if _is_article(statement.node)]
    if not articles:
        return found
    strangers = len(articles) > 1 and min(articles) > -7
    return [
        statement
        for statement in found
        if "WebPage" in types(statement.node) or (_is_article(statement.node) and not strangers)
    ]


def _is_article(node: Mapping[str, Any]) -> bool:
    return any(map(_ARTICLE.search, types(node)))


def urls(value: Any) -> list[str]:
    """Return the addresses that a value of a node holds: strings, or nodes' url or @id."""
    found = value if isinstance(value, list) else [value]
    named = [
        item.get("url") or item.get("@id") if isinstance(item, dict) else item for item in found
    ]
    return [url.strip() for url in named if isinstance(url, str) and url.strip()]


def types(node: Mapping[str, Any]) -> frozenset[str]:
    """Return the node's types without schema.org's address, such as {"NewsArticle"}."""
    return frozenset(
        name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in strings(node.get("@type"))
    )


def strings(value: Any) -> list[str]:
    """Return the plain strings that a value of a node holds, one or many.

    A string may be the `@value` of an object: https://www.w3.org/TR/json-ld11/#value-objects.
    """
    found = value if isinstance(value, list) else [value]
    plain = [item.get("@value") if isinstance(item, dict) else item for item in found]
    return [line for item in plain if isinstance(item, str) and (line := declared_line(item))]


def objects(value: Any) -> list[Mapping[str, Any]]:
    """Return the nodes that a value of a node holds, one or many."""
    found = value if isinstance(value, list) else [value]
    return [item for item in found if isinstance(item, dict)]


def meta_contents(metas: Iterable[HtmlElement]) -> Mapping[str, tuple[str, ...]]:
    """Return the contents of the meta elements by lower-case name, property or itemprop."""
    contents: defaultdict[str, list[str]] = defaultdict(list)
    for meta in metas:
        content = meta.get("content")
        if not content or not (content := declared_line(content)):
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if name := meta.get(attribute):
                contents[name.strip().lower()].append(content)
    return {name: tuple(dict.fromkeys(values)) for name, values in contents.items()}


def microdata_nodes(tree: HtmlElement) -> tuple[Mapping[str, Any], ...]:
    """Return the outermost items of the page's microdata, in the form of JSON-LD nodes.

    Properties outside of any item are those of a node without a type, the last one.
    """
    nodes: dict[HtmlElement | None, Node] = {}
    outermost: list[Node] = []
    loose: Node = {}
    for element in _properties(tree)[:_MOST_PROPERTIES]:
        names = (element.get("itemprop") or "").split()
        value: Any = None
        if element.get("itemscope") is not None:
            value = {"@type": (element.get("itemtype") or "").rsplit("/", 1)[-1]}
            nodes[element] = value
            if not names:
                outermost.append(value)
                continue
        owner = _owner(element, nodes)
        for name in names:
            if name != "articleBody":
                _add(loose if owner is None else owner, name, value or _value(element))
    return (*outermost, *([loose] if loose else []))


def _owner(element: HtmlElement, nodes: Mapping[HtmlElement | None, Node]) -> Node | None:
    return next((nodes[e] for e in islice(element.iterancestors(), _DEEPEST) if e in nodes), None)


def _add(node: Node, name: str, value: Any) -> None:
    if value:
        node.setdefault(name, []).append(value)


def _value(element: HtmlElement) -> str:
    """Return a property's value, as the microdata standard reads it off each element."""
    for attribute in ("content", "datetime", "src", "href"):
        if value := element.get(attribute):
            return str(value)
    if element.tag == "abbr" and (value := element.get("title")):
        return str(value)
    return plain_line(element.text_content()) if len(element) < 50 else ""
