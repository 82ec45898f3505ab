r"""Escapes text so that it is seen as it is, whoever renders it.

The readers are CommonMark, GitHub's Markdown, kramdown (Jekyll) and goldmark (Hugo), and before
them Liquid and Hugo's shortcodes. A backslash works where kramdown knows it, which is before
``\ . * _ + ` - ( ) [ ] { } # ! < > : | " ' $ =``; elsewhere, and where it would not stop Liquid, a
character reference does.

Nothing is escaped that needs no escape: a plain article has no backslash. What smart typography
makes of quotes, ``--`` and ``...`` is left to the site's settings (docs/publishing.md).

Marks that are no text (emphasis, links) stand in it as control characters while it is escaped, and
one in the place of each piece of code.
"""

import re
from collections.abc import Callable
from html import unescape
from typing import Literal

Place = Literal["paragraph", "heading", "item", "cell"]

STRONG, EMPHASIS, WORD_EMPHASIS, LINK, CODE, LINK_END = MARKS = "\x01\x02\x03\x04\x05\x06"

_Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def _rule(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> _Rule:
    return re.compile(pattern, re.M), replacement


def _reference(text: str) -> str:
    return text if unescape(text) == text else f"&amp;{text[1:]}"


_ANYWHERE = {
    "&": (_rule(r"&#?\w+;", lambda match: _reference(match[0])),),  # all: character references
    "\\": (
        _rule(r"\\$", "&#92;"),  # CommonMark, goldmark: one breaks the line; kramdown: two
        _rule(rf"\\(?=[!-/:-@\[-`{{-~\s{MARKS}])", r"\\\\"),  # all: it escapes punctuation
    ),
    "<": (
        # all: tags, <http://...>; kramdown: the mark of an emphasis, _, begins a tag's name too
        _rule(rf"<(?=[^\W\d]|[/?:{EMPHASIS}])", r"\\<"),
        _rule(r"<!", r"<\\!"),  # all: comments; Hugo cuts the page at <!--more--> before all else
    ),
    "|": (_rule(r"\|", r"\\|"),),  # kramdown: one makes a table
    "$": (_rule(r"\$(?=\$)|(?<=\$)\$", r"\\$"),),  # kramdown: mathematics
    "](": (_rule(r"\]\(", r"]\\("),),  # all: links; [text] alone is none, as nothing is defined
    "{:": (_rule(r"\{:", r"\\{:"),),  # kramdown: attributes, {::comment}
}

# These need a partner in the block, or a mark of the kind: one alone stays as it is.
_PAIRED = {
    "*": (STRONG + WORD_EMPHASIS, _rule(r"\*(?=\S)|(?<=\S)\*", r"\\*")),
    # kramdown takes only letters for the inside of a word, and seeks partners in addresses
    "_": (EMPHASIS + LINK, _rule(r"(?<![^\W\d_])_(?=\S)|(?<=\S)_(?![^\W\d_])", r"\\_")),
    "`": (CODE, _rule("`", r"\\`")),
    "~": ("", _rule(r"(?<=\S)~", "&#126;")),  # strikethrough; kramdown has no \~
}

_IN_LINK = (
    _rule(r"([\[\]])", r"\\\1"),
    _rule(rf"(?<!<\\)!(?={LINK})", r"\\!"),  # all: an image
    _rule(rf"(?<={LINK})\^", "&#94;"),  # kramdown: a footnote
)

_AT_LINE_START = (
    # all: headings, quotations, lists, rules, underlines of headings; kramdown takes #this for one
    _rule(r"^(?=#|>|[-+*](?:\s|$)|[-=:][-=: ]*$|(?:_ ?){3,}$|(?:\* ?){3,}$)", r"\\"),
    _rule(r"^(?=\*\[)", r"\\"),  # kramdown: *[abbreviation]:
    _rule(r"^(\d+)(?=[.)](?:\s|$))", r"\1\\"),  # all: ordered lists
    _rule(r"^:(?=[\s|])", r"\\:"),  # kramdown, goldmark: definitions
    _rule(r"^\^$", "&#94;"),  # kramdown: end of block
)

_AT: dict[Place, tuple[_Rule, ...]] = {
    "paragraph": _AT_LINE_START,
    "heading": (
        _rule(r"\{(?![:{%])(?=[^{}]*\}$)", r"\\{"),  # kramdown, goldmark: {#name .class}
        _rule(r"#(?=#*$)", r"\\#"),  # all: a heading may end with them
    ),
    "item": (
        *_AT_LINE_START,
        # goldmark anywhere, GitHub and kramdown at its start: to do
        _rule(r"((?<!\\)(?:\\\\)*)\[(?=[ xX]\])", r"\1\\["),
        _rule(f"(?<={LINK})([xX])(?={LINK_END})", lambda match: f"&#{ord(match[1])};"),
    ),
    "cell": (
        _rule(r"^(?=[-=:+][-=:+ ]*$)", r"\\"),  # all: the line below a table's head
        _rule(r"\\`", "&#96;"),  # kramdown splits the cells before it reads backslashes
    ),
}

# all: [name]: address, where the name may hold several lines and, for kramdown, escaped brackets;
# kramdown: *[abbreviation]: with the mark of an emphasis too
_NAMED = _rule(r"\]:", r"]\\:")
_BRACKET_FIRST = re.compile(rf"^[{MARKS}]*[\[{LINK}]", re.M)

# goldmark makes a link of a bare address and shows what it finds in it, backslashes too. Addresses
# in a row without a space are not each read to the end of the text.
_ADDRESS = _rule(
    rf"(?i)\b(https?(?=://)|ftp(?=://)|www(?=\.))(?=\S{{0,500}}?(?:\\|&amp;|&#|{{[{{%]|[{MARKS[:-1]}]))",
    r"\1\\",
)

_LIQUID = _rule(r"\{(?=[{%])", "&#123;")  # Liquid, shortcodes: nothing else stops them

# Nothing that a rule looks for, as in most blocks.
_PLAIN = re.compile(rf"(?:(?![-+=:]|\d+[.)])[^\n&\\<>|$*_`~^#\[\]{{}}{MARKS}]*(?:\n|\Z))+")


def _apply(text: str, *rules: _Rule) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text


def escape(text: str, place: Place = "paragraph") -> str:
    """Return a block's text as Markdown; marks stay as they are."""
    if _PLAIN.fullmatch(text):
        return text
    escaped = text
    for sign, rules in _ANYWHERE.items():
        if sign in text:
            escaped = _apply(escaped, *rules)
    for char, (marks, rule) in _PAIRED.items():
        # kramdown looks for partners in the cells of the same row
        if char in text and sum(map(text.count, char + marks)) > (place != "cell"):
            escaped = _apply(escaped, rule)
    if LINK in text:
        escaped = _apply(escaped, *_IN_LINK)
    if _BRACKET_FIRST.search(text):
        escaped = _apply(escaped, _NAMED)
    return _apply(escaped, *_AT[place], _ADDRESS)


def defuse(markdown: str) -> str:
    """Return the document with nothing in it that Liquid or Hugo's shortcodes would evaluate."""
    return _apply(markdown, _LIQUID)
