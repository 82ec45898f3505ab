"""Text and inline elements as a reader sees them: looks, raised numbers, formulas, drop caps.

What a reader does not see of a line is left out: the readings of ruby, signs of permalinks, what is
for screen readers alone, that a link opens a window, the second copy of a formula.
"""

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.inline.element_kinds import (
    BLOCK_LEVEL,
    SCRIPTS,
    is_emoji,
    is_initial,
    is_letter,
    is_permalink,
    signs_of,
    tells_of_window,
)
from crawler.extraction.inline.initials import behind_initial, one_letter_words
from crawler.extraction.inline.mathematics import formula, pictured_formula, tex
from crawler.extraction.inline.raised import lowered, raised
from crawler.extraction.inline.text_runs import BREAK, PLAIN, Piece
from crawler.extraction.inline.visibility import KeptLines, box_of, is_invisible

PICTURES = ("img", "amp-img")
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr "
    "picture q rb ruby s samp small source span strike strong sub sup time tt u var wbr "
    "svg path g defs symbol use".split()
)
_NO_TEXT = frozenset("style noscript template iframe textarea select button".split())

# What an inline element is; those not named here are plain.
ROLES = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em"), "emphasis"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("rt", "rp", "rtc"), "reading"),
    **dict.fromkeys(PICTURES, "picture"),
    "a": "link",
    "br": "break",
    "math": "formula",
    "q": "quotation",
    "rb": "ruby base",
    "script": "script",
    "sub": "lowered",
    "sup": "raised",
}
_AROUND_FORMULA = frozenset(("span", "mjx-container", "mjx-assistive-mml"))
_MARKED = frozenset(("strong", "emphasis", "code"))
_ALIGNED = re.compile(r"vertical-align:\s*(super|sub)\b", re.I)
_MATHJAX = re.compile(r"MathJax(?!_Preview)|mjx", re.I)
_MOST_WITHIN = 10  # elements beside a formula that are looked at


class InlineText:
    """The text of one block so far, as pieces that each have a look."""

    def __init__(self, language: str = "") -> None:
        self.pieces: list[Piece] = []
        self.is_initial = False  # nothing but a drop cap so far
        self._one_letter_words = one_letter_words(language)
        self._look = PLAIN
        self._strong = self._emphasis = self._code = 0
        self._links: list[str] = []
        self._scripts: list[tuple[HtmlElement, str, int]] = []  # raised or lowered; its first piece
        self._initials: list[HtmlElement] = []
        self._boxes: list[tuple[HtmlElement, str]] = []  # set apart by their style; what parts them
        self.lines = KeptLines()
        self._space = ""  # between a drop cap and what follows
        self._unread: list[HtmlElement] = []  # ruby's readings and, in them, its bases
        self._with_formula: set[HtmlElement] = set()  # what is around the formulas read

    def take(self) -> list[Piece]:
        """Return the pieces, and begin the next block."""
        pieces, self.pieces = self.pieces, []
        return pieces

    def ends_paragraph(self) -> bool:
        """Return whether two line breaks in a row are the last of what has been read."""
        breaks = 0
        for text, _ in reversed(self.pieces):
            if text == BREAK:
                breaks += 1
            elif not text.isspace():
                break
        return breaks >= 2

    def add(self, text: str) -> None:
        """Add text as it stands in the page."""
        if not text or (self._unread and self._unread[-1].tag != "rb"):
            return
        if not self.pieces and text.isspace() and text != BREAK:
            return  # most of what stands between tags
        if self.lines.are_kept and "\n" in text:
            first, *others = text.split("\n")
            self.add(first)
            for line in others:
                self.add(BREAK)
                self.add(line)
            return
        if self.is_initial and not self._initials:
            if text.isspace() and text != BREAK:
                self._space = text
                return
            self.is_initial = False
            text = behind_initial(self._space + text, self.pieces[-1][0], self._one_letter_words)
            self._space = ""
        self.pieces.append((text, self._look))

    def enter(self, element: HtmlElement) -> bool:
        """Begin an inline element; say whether its inside is to be passed over."""
        if element.attrib:
            self.lines.enter(element)
            if apart := box_of(element):
                self._boxes.append((element, apart))
                self._set_apart(apart)
        role = ROLES.get(element.tag)
        if role is None:
            if element.attrib and self._is_no_text(element):
                return True
            if self._links and tells_of_window(element):
                return True
        elif role == "link":
            self._links.append(element.get("href") or "")
            self._change_look()
            if is_permalink(element):
                return True
        elif role in _MARKED:
            self._count(role, 1)
        elif role in ("raised", "lowered"):
            self._scripts.append((element, role, len(self.pieces)))
        elif role in ("reading", "ruby base"):
            self._unread.append(element)
        elif role == "quotation":
            self.add("“")
        else:
            self._insert(role, element)
            return True
        if element.attrib and not self.pieces and is_initial(element):
            self._initials.append(element)
        return False

    def leave(self, element: HtmlElement) -> None:
        """End an inline element, after its inside."""
        if self._scripts and self._scripts[-1][0] is element:
            self._end_script()
        ends_initial = bool(self._initials) and self._initials[-1] is element
        role = ROLES.get(element.tag)
        if role == "link":
            self._links.pop()
            self._change_look()
        elif role in _MARKED:
            self._count(role, -1)
        elif role in ("reading", "ruby base"):
            self._unread.pop()
        elif role == "quotation":
            self.add("”")
        if ends_initial:
            self._initials.pop()
            self.is_initial = bool(self.pieces)
            if role in ("strong", "emphasis"):  # half a word has no look of its own
                self.pieces = [(text, self._look) for text, _ in self.pieces]
        if self._boxes and self._boxes[-1][0] is element:
            self._set_apart(self._boxes.pop()[1])
        self.lines.leave(element)

    def takes_picture(self, picture: HtmlElement) -> bool:
        """Add what a picture of a formula, an emoji or a drop cap says; say whether it is one."""
        if picture.getparent() in self._with_formula:
            return True
        if said := pictured_formula(picture):
            self.add(said)
            return True
        alt = (picture.get("alt") or "").strip()
        if alt and (is_emoji(alt) or (self.pieces and "emoji" in signs_of(picture.get("class")))):
            self.add(alt)
            return True
        if (
            alt
            and not self.pieces
            and is_letter(alt)
            and "initial" in signs_of(picture.get("class"))
        ):
            self.add(alt)
            self.is_initial = True
            return True
        return False

    def _set_apart(self, sign: str) -> None:
        """Add what parts a box from what is beside it, once between two of them."""
        if self.pieces and self.pieces[-1][0] != sign:
            self.add(sign)

    def _count(self, role: str, change: int) -> None:
        if role == "strong":
            self._strong += change
        elif role == "emphasis":
            self._emphasis += change
        else:
            self._code += change
        self._change_look()

    def _change_look(self) -> None:
        url = self._links[-1] if self._links else None
        self._look = (self._strong > 0, self._emphasis > 0, url, self._code > 0)

    def _insert(self, role: str, element: HtmlElement) -> None:
        """Add what an element says that holds no text of its own."""
        if role == "break":
            self.add(BREAK)
        elif role == "picture":
            self.takes_picture(element)
        elif role == "formula" and (said := formula(element)):
            self.add(said)
            near = islice(element.iterancestors(), 2)
            self._with_formula.update(outer for outer in near if outer.tag in _AROUND_FORMULA)
        elif role == "script" and (element.get("type") or "").startswith("math/tex"):
            shown = element.getprevious()
            if shown is None or not _MATHJAX.search(shown.get("class") or ""):
                self.add(tex(element.text or ""))

    def _is_no_text(self, element: HtmlElement) -> bool:
        """Return whether a reader does not see a plain element, or sees it twice; note its look."""
        signs = signs_of(element.get("class"))
        if "unseen" in signs or element.get("role") == "tooltip":
            return True
        if element.get("aria-hidden") == "true" and self._is_second_copy(element):
            return True
        style = element.get("style")
        aligned = _ALIGNED.search(style) if style and "vertical-align" in style else None
        script = SCRIPTS.get(aligned[1].lower()) if aligned else None
        script = script or next((sign for sign in signs if sign in ("raised", "lowered")), None)
        if script:
            self._scripts.append((element, script, len(self.pieces)))
        return False

    def _is_second_copy(self, element: HtmlElement) -> bool:
        """Return whether a formula is there twice: drawn, and as MathML for screen readers."""
        if element.getparent() in self._with_formula:
            return True
        beside = element.getnext()
        return beside is not None and any(
            inner.tag == "math" for inner in islice(beside.iter(), _MOST_WITHIN)
        )

    def _end_script(self) -> None:
        """Put what is raised or lowered so that it stays distinct from what is before it."""
        _, script, start = self._scripts.pop()
        pieces = self.pieces[start:]
        text = "".join(piece for piece, _ in pieces)
        if not pieces or BREAK in text:
            return
        before = self.pieces[start - 1][0] if start else ""
        said = raised(text, before) if script == "raised" else lowered(text, before)
        if said != text:
            self.pieces[start:] = [(said, pieces[0][1])]


def inline_pieces(element: HtmlElement, language: str = "", most: int = 0) -> list[Piece]:
    """Return the pieces of all the text in an element; what is no inline element is set apart.

    most is the number of pieces with which reading ends, 0 for all.
    """
    text = InlineText(language)
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        is_inline = inner.tag in INLINE or inner.tag in ROLES
        is_apart = inner.tag in BLOCK_LEVEL or "-" in inner.tag
        if inner is element:
            if event == "start":
                text.add(inner.text or "")
        elif event == "start":
            if is_apart:
                text.add(" ")
            is_passed = text.enter(inner) if is_inline else inner.tag in _NO_TEXT
            if is_passed or is_invisible(inner):
                walk.skip_subtree()
            else:
                text.add(inner.text or "")
        else:
            if is_inline:
                text.leave(inner)
            elif is_apart:
                text.add(" ")
            text.add(inner.tail or "")
        if 0 < most <= len(text.pieces):
            break
    return text.take()
