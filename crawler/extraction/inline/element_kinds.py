"""What single elements are by their names and text: drop caps, signs of permalinks, raised text."""

import re
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.languages import any_of

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
# Those that browsers set on lines of their own: https://html.spec.whatwg.org/#flow-content-3. What
# the standard does not know is inline, such as the <o:p> that Word leaves behind.
BLOCK_LEVEL = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li "
    "listing main menu nav ol optgroup option p plaintext pre search section summary ul xmp "
    "table caption colgroup thead tbody tfoot tr td th text".split()  # the last is SVG's
)
_READ_ALOUD = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader screenreader sr-text "
    "screen-reader-only screenreader-only u-visually-hidden a11y-hidden assistive-text".split()
)
# What is shown over the text while the pointer rests on a word: tooltip__text, rollover-card-block.
_POPS_UP = re.compile(
    r"(?:[\w-]*[-_])?(?:tool-?tip|pop-?over|roll-?over|hover-?card)s?(?:[-_][\w-]+?)?"
    r"[-_]*(?:text|content|body|inner|block|popup)"
)
SCRIPTS = {"sup": "raised", "superscript": "raised", "exponent": "raised", "super": "raised",
            "sub": "lowered", "subscript": "lowered"}  # fmt: skip
_INITIAL = re.compile(
    r"(?:has-)?drop-?_?caps?|first-?(?:letter|character|cap)|initial(?:-?(?:letter|cap))?|"
    r"initiale|lettrine|letrine|letra-capital|versal(?:e|ie)?|capitular|capolettera|big-?cap",
    re.I,
)
_LONGEST_NAME = 60  # characters
_FLOATING = re.compile(r"float:\s*left", re.I)
# A wiki's links to change a section: https://www.mediawiki.org/wiki/Manual:Interface/Edit_section.
_EDIT_LINKS = frozenset(("mw-editsection", "editsection"))
_MOST_WITHIN = 10  # elements of a drop cap or a formula that are looked at
_LONGEST_INITIAL = 3  # characters: a letter behind a quotation mark

_SIGNS = "¶#§🔗⚓∞↩↵⏎↑⤴⬆^\ufe0e\ufe0f "
_CALLED_LINK = re.compile(r"\W*(?:(?:perma|anchor |direct |copy )?link(?: to .*)?|anchor)\W*", re.I)
_PERMALINK = re.compile(r"anchor|permalink|head(?:er|ing)-?link|hash-?link|bookmark", re.I)
_LONGEST_SIGN = 80  # characters
_NEW_WINDOW = re.compile(any_of("new_window"), re.I)
_EMOJI = re.compile("[\u200d\ufe0f\u20e3\u2190-\u2bff\U0001f000-\U0001faff\U000e0020-\U000e007f]")
_LONGEST_EMOJI = 14  # code points: a flag of England has seven, a family eleven
_EMOJI_NAMES = frozenset(("emoji", "wp-smiley", "smiley", "emoticon", "smilie", "emojione"))


def is_permalink(link: HtmlElement) -> bool:
    """Return whether a link is the sign of a heading's own address, or the way back from a note."""
    if len(link) > _MOST_WITHIN:
        return False
    inside = "".join(islice(link.itertext(), _MOST_WITHIN)) if len(link) else link.text
    text = (inside or "").strip()
    if not text or len(text) > _LONGEST_SIGN:
        return False
    if not any(map(str.isalnum, text)):
        if text.strip(_SIGNS) == "" and "#" in (link.get("href") or "#"):
            return True
        heading = next((e for e in islice(link.iterancestors(), 2) if e.tag in HEADINGS), None)
        return heading is not None and "".join(heading.itertext()).strip() != text
    if not _CALLED_LINK.fullmatch(text):
        return False
    return _PERMALINK.search(f"{link.get('class')} {link.get('rel')}") is not None


def tells_of_window(element: HtmlElement) -> bool:
    """Return whether an element ends a link to say that it opens a window of its own.

    That is for who does not see it: https://www.w3.org/WAI/WCAG22/Techniques/general/G201.
    """
    link = element.getparent()
    if link is None or link.tag != "a" or link.get("target") is None:
        return False
    is_last = element.getnext() is None and not (element.tail or "").strip()
    if not is_last or (len(link) == 1 and not (link.text or "").strip()):
        return False
    text = "".join(islice(element.itertext(), _MOST_WITHIN)).strip()
    return len(text) <= _LONGEST_SIGN and _NEW_WINDOW.search(text) is not None


def is_initial(element: HtmlElement) -> bool:
    """Return whether an element is a drop cap: a letter that its page sets large."""
    style = element.get("style")
    is_named = "initial" in signs_of(element.get("class"))
    if not is_named and not (style and _FLOATING.search(style)):
        return False
    return is_letter("".join(islice(element.itertext(), _MOST_WITHIN)).strip())


def is_initial_block(element: HtmlElement) -> bool:
    """Return whether a block-level element is a drop cap, with which the text behind it begins."""
    if not element.attrib or not is_initial(element):
        return False
    beside = element.getnext()
    behind = (element.tail or "").strip()
    if not behind and beside is not None:
        behind = "".join(islice(beside.itertext(), _MOST_WITHIN)).strip()
    return behind[:1].islower()


def is_letter(text: str) -> bool:
    """Return whether a text is one letter, which may stand behind a quotation mark."""
    return len(text) <= _LONGEST_INITIAL and sum(map(str.isalpha, text)) == 1 == text[-1:].isalpha()


def is_emoji(text: str) -> bool:
    """Return whether a text is emoji and nothing else."""
    return len(text) <= _LONGEST_EMOJI and all(_EMOJI.fullmatch(char) for char in text)


def _pops_up(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and _POPS_UP.fullmatch(name) is not None


@lru_cache(maxsize=20_000)
def signs_of(names: str | None) -> frozenset[str]:
    """Return what class names say of an element's text."""
    if not names:
        return frozenset()
    tokens = names.lower().split()
    said = {SCRIPTS[token] for token in tokens if token in SCRIPTS}
    is_unseen = not _READ_ALOUD.isdisjoint(tokens) or not _EDIT_LINKS.isdisjoint(tokens)
    if is_unseen or any(map(_pops_up, tokens)):
        said.add("unseen")
    if not _EMOJI_NAMES.isdisjoint(tokens):
        said.add("emoji")
    if any(map(_INITIAL.fullmatch, tokens)):
        said.add("initial")
    return frozenset(said)
