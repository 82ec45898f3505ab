"""An article's text in a page's data, found by its shape: as HTML, in whatever names it has.

An array of paragraphs, a tree of typed blocks (as editors keep them) or a string of HTML: the place
with the most text beside the page's own headline is the article's.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from crawler.extraction.page.text import letters

_LEAST = 400  # characters of a text of one paragraph, those of a wide script counting as two
_LEAST_OF_SEVERAL = 150  # of one that has more: a description has one
_WIDE = re.compile("[\u2e81-\U0010ffff]")  # Chinese, Japanese and Korean
_PARAGRAPH = 40  # characters from which a string is one
_REFERENCE = re.compile(r"&(?:#\d+|#x[\da-f]+|[a-z]{2,8}\d*);", re.I)  # of HTML to a character
_MOST_NODES = 200_000
_DEEPEST = 60
_NEARLY_ALL = 0.9  # of the longest text: the innermost place of so much is its own
_KINDS = ("type", "_type", "nodeType", "node_type", "blockType", "name", "tag", "tagName", "kind")
_TEXTS = (
    *("html", "text", "content", "value", "body", "paragraph", "data", "children", "nodes"),
    *("content_elements", "blocks", "items", "elements", "attributes", "props", "paragraphs"),
)
_SEVERAL = ("items", "paragraphs", "blocks", "content_elements")  # of these, none are runs of text
_PARAGRAPH_END = re.compile(r"</p>|<br\b[^<>]*>\s*<br", re.I)
_TITLES = ("title", "headline", "headlines", "heading", "name")
_LINKS = ("url", "href", "link", "slug", "canonical_url", "website_url", "permalink")
_STRANGE = (
    *(
        "image",
        "photo",
        "picture",
        "video",
        "audio",
        "gallery",
        "embed",
        "iframe",
        "script",
        "style",
    ),
    *(
        "advert",
        "promo",
        "related",
        "recommend",
        "newsletter",
        "author",
        "byline",
        "social",
        "share",
    ),
    *("caption", "figure", "media", "widget", "nav", "menu", "footer", "comment", "tags", "teaser"),
    *("poll", "quiz", "subscri", "paywall", "tweet", "interstitial", "breadcrumb", "button"),
)
_HEADING = ("heading", "header", "subtitle", "subhead", "crosshead", "intertitle")
_LIST_ITEM = ("listitem", "list_item", "list-item", "li")


def markup_in(data: Any, headline: str) -> str:
    """Return the article's text that data hold, "" if none is the article's without a doubt."""
    found = list(_candidates(data, letters(headline)))
    if not found:
        return ""
    longest = max(len(markup) for _, markup in found)
    near = [(depth, markup) for depth, markup in found if len(markup) >= _NEARLY_ALL * longest]
    return max(near, key=lambda candidate: (candidate[0], len(candidate[1])))[1]


def _candidates(data: Any, headline: str) -> Iterator[tuple[int, str]]:
    """Yield the texts beside the headline, each with how deep it lies."""
    waiting: list[tuple[Any, bool, int]] = [(data, False, 0)]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value, is_own, depth = waiting.pop()
        if isinstance(value, list) and not is_own:
            is_own = any(_is_h1(each, headline) for each in value)
        if isinstance(value, dict):
            if not is_own:
                is_own = _is_titled(value, headline)
            elif _is_another_story(value, headline):
                continue
        if is_own and isinstance(value, list | str):
            markup = "".join(_markup(value, 0))
            has_several = len(_PARAGRAPH_END.findall(markup)) > 1
            least = _LEAST_OF_SEVERAL if has_several else _LEAST
            if len(markup) + len(_WIDE.findall(markup)) >= least:
                yield depth, markup
        if depth < _DEEPEST and isinstance(value, dict | list):
            inside = value.values() if isinstance(value, dict) else value
            waiting += [(each, is_own, depth + 1) for each in inside]


def _is_titled(node: dict[str, Any], headline: str) -> bool:
    return any(headline == letters(title) for title in _titles(node))


def _is_h1(value: Any, headline: str) -> bool:
    """Return whether a value is the React element of the headline."""
    if not (isinstance(value, list) and len(value) > 3 and value[:2] == ["$", "h1"]):
        return False
    said = value[3].get("children") if isinstance(value[3], dict) else None
    return isinstance(said, str) and letters(said) == headline


def _titles(node: dict[str, Any]) -> Iterator[str]:
    for key in _TITLES:
        value = node.get(key)
        inside = value.values() if isinstance(value, dict) else (value,)
        yield from (text for text in inside if isinstance(text, str) and len(text) < 500)


def _is_another_story(node: dict[str, Any], headline: str) -> bool:
    """Return whether a node has a title and an address of its own."""
    has_link = any(isinstance(node.get(key), str) for key in _LINKS)
    titles = [letters(title) for title in _titles(node)]
    return has_link and any(len(title) > 15 for title in titles) and headline not in titles


def _markup(value: Any, depth: int) -> Iterator[str]:
    """Yield what a value shows as HTML: its strings in the order in which it holds them."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield from _of_string(value)
    elif isinstance(value, list):
        if len(value) > 3 and value[0] == "$" and isinstance(value[1], str):  # a React element
            value = {"type": value[1], **(value[3] if isinstance(value[3], dict) else {})}
            yield from _of_node(value, depth)
        elif value and all(isinstance(each, str) for each in value):
            yield from (part for each in value for part in _of_string(each))
        else:
            for each in value:
                if isinstance(each, list | dict):
                    yield from _markup(each, depth + 1)
    elif isinstance(value, dict):
        yield from _of_node(value, depth)


def _of_string(text: str) -> Iterator[str]:
    if "<" in text and ">" in text:
        yield text if "<p" in text or "<br" in text or "<li" in text else f"<p>{text}</p>"
    elif len(text) >= _PARAGRAPH or " " in text.strip() or not text.isascii():
        yield from (f"<p>{_escaped(line)}</p>" for line in text.split("\n") if line.strip())


def _escaped(text: str) -> str:
    """Return a text as HTML, which it may be already."""
    return text if "<" in text or _REFERENCE.search(text) else escape(text)


def _of_node(node: dict[str, Any], depth: int) -> Iterator[str]:
    kind = next((k.lower() for key in _KINDS if isinstance(k := node.get(key), str)), "")
    if any(word in kind for word in _STRANGE) or _is_another_story(node, ""):
        return
    if "list" in kind and kind not in _LIST_ITEM and (points := _points(node)):
        yield from ("<ul>", *(part for point in points for part in _point(point, depth)), "</ul>")
        return
    inline = _inline(node, 0)
    if inline is not None:
        tag = _tag(kind, node)
        if inline.strip():
            yield inline if "<p" in inline else f"<{tag}>{inline}</{tag}>"
        return
    inner = [part for key in _TEXTS if key in node for part in _markup(node[key], depth + 1)]
    if "quote" in kind:
        yield from ("<blockquote>", *inner, "</blockquote>")
    elif kind in _LIST_ITEM:
        yield from ("<li>", *inner, "</li>")
    else:
        yield from inner


def _points(node: dict[str, Any]) -> list[Any]:
    """Return the points of a list, which may lie in a node within its own."""
    held = next((node[key] for key in _TEXTS if node.get(key)), None)
    if isinstance(held, dict):
        return _points(held)
    return held if isinstance(held, list) else []


def _point(value: Any, depth: int) -> Iterator[str]:
    inner = [_escaped(value)] if isinstance(value, str) else [*_markup(value, depth + 1)]
    yield from inner if inner[:1] == ["<li>"] else ("<li>", *inner, "</li>")


def _tag(kind: str, node: dict[str, Any]) -> str:
    if kind in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return kind
    if any(word in kind for word in _HEADING):
        level = node.get("level")
        return f"h{level}" if isinstance(level, int) and 1 <= level <= 6 else "h2"
    return "li" if kind in _LIST_ITEM else "blockquote" if "quote" in kind else "p"


def _inline(node: dict[str, Any], depth: int) -> str | None:
    """Return the text of a node that is one paragraph, None if it is more or none."""
    key = next((key for key in _TEXTS if node.get(key)), "")
    held = node.get(key)
    if isinstance(held, str):
        return _escaped(held)
    if isinstance(held, dict) and depth < 3:
        return _inline(held, depth + 1)
    is_run = key not in _SEVERAL or (isinstance(held, list) and len(held) == 1)
    if is_run and isinstance(held, list) and all(_is_leaf(each, 0) for each in held):
        return "".join(_leaf(each, 0) for each in held)
    return None


def _is_leaf(value: Any, depth: int) -> bool:
    """Return whether a value is a run of text: a string, or a node without a block's name."""
    if isinstance(value, str):
        return True
    if not isinstance(value, dict) or depth > 4:
        return False
    kind = next((k.lower() for key in _KINDS if isinstance(k := value.get(key), str)), "text")
    if kind not in ("text", "span", "link", "a", "b", "i", "em", "strong", "hyperlink", "mark"):
        return False
    held = next((value[key] for key in _TEXTS if value.get(key)), "")
    return all(_is_leaf(e, depth + 1) for e in (held if isinstance(held, list) else [held]))


def _leaf(value: Any, depth: int) -> str:
    if isinstance(value, str):
        return _escaped(value)
    held = next((value[key] for key in _TEXTS if value.get(key)), "")
    return "".join(_leaf(e, depth + 1) for e in (held if isinstance(held, list) else [held]))
