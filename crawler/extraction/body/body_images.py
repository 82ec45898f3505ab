"""The pictures of the article: which of the page's they are, where they stand, their captions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from lxml.html import HtmlElement

from crawler.extraction.body.gallery import gallery_slides, stated_slides
from crawler.extraction.body.judgement import Judgement
from crawler.extraction.classifier.prose import is_sentence
from crawler.extraction.furniture.furniture import CAPTION
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.image_addresses import picture_name, url_path
from crawler.extraction.page.page import Page
from crawler.extraction.page.pictures import (
    image_of,
    is_small,
    largest_source,
    names_elsewhere,
    shows_something,
    whole_picture,
)
from crawler.items import Image

_MOST_AROUND = 200  # elements around a picture that are looked at
_MOST_IMAGES = 300  # of a body: a gallery has some dozens
_LABELS = 60  # characters beside a picture that may be a button's: more is another story's teaser
_LINES = 2  # beneath a picture that may be its caption and credit
_LONGEST_CAPTION = 600  # characters
_ASIDE = frozenset(("aside", "nav", "footer"))
_TOP = 2  # paragraphs of the text, before or in which the picture that it begins with stands
_NEAR = 3  # elements around the lead image and its caption
_CREDIT = re.compile(
    r"^\W*(?:©|\(c\)|(?:photo|picture|image|credit|source|courtesy|bild|foto|quelle|crédit|imagen|"
    r"zdroj|getty|reuters|afp|dpa|epa|imago|shutterstock|istock)\b)",
    re.I,
)
_COUNTER = re.compile(r"\W*\d{1,3}\s*(?:/|of|von|sur|de|di|z|из|van)\s*\d{1,3}\W*", re.I)  # 2 of 8
_COUNTER_BEHIND = re.compile(r"(?<=[^\w\s])\s*\d{1,3}\s*/\s*\d{1,3}$")  # behind a caption's end
_COLONS = frozenset(":：")  # behind the label of a button: no caption ends so
_PHOTOGRAPH = re.compile(r"\.(?:jpe?g|png|webp|avif)\W?", re.I)
_AD = re.compile(r"doubleclick|[/.](?:ads?|adserver|banners?|delivery)[/.]", re.I)
_WORD = re.compile(r"[A-Za-z0-9]+")


class ArticleImages:
    """The pictures of the page that belong to its article."""

    def __init__(self, page: Page, judgements: Sequence[Judgement]) -> None:
        self._page = page
        self._judgements = judgements
        self._kept_texts = {judged.block.text for judged in judgements if judged.kept}
        self._slides = gallery_slides(page, judgements)
        self._stated = () if self._slides else page.once(stated_slides)
        # Elements with text of the article in them.
        self._around_text = {
            outer
            for element in {judged.block.element for judged in judgements if judged.kept}
            for outer in (element, *islice(element.iterancestors(), _MOST_AROUND))
        }

    @property
    def are_slides(self) -> bool:
        """Whether they are a gallery's, whose captions are the article's text."""
        return bool(self._slides or self._stated)

    def with_caption(self, lead: Image) -> Image:
        """Return the lead image with the lines that stand beneath it, if it has no caption."""
        name = picture_name(lead.url)
        for slide in self._stated:
            if picture_name(slide.url) == name and not lead.caption:
                return replace(lead, caption=slide.caption, credit=slide.credit)
        for picture, n in self._pictures():
            if not _may_be(picture, name) or (holder := self._holder(picture)) is None:
                continue
            if picture_name(largest_source(self._page, picture)[0] or "") != name:
                continue
            near = next(islice(whole_picture(picture).iterancestors(), _NEAR - 1, None), holder)
            lines = self._lines_below(near if _is_within(near, holder) else holder, n)
            if lines:
                return _captioned(lead, lines)
        return lead

    def at_top(self) -> list[Candidate[Image]]:
        """Return the picture that the text begins with, for pages that call none theirs.

        It stands in the text's own container, or in the first paragraphs, not in a box apart.
        """
        kept = [n for n, judged in enumerate(self._judgements) if judged.kept]
        own = {j.block.element for j in self._judgements if j.kept and is_sentence(j.block)}
        own |= {e.getparent() for e in own}
        for picture, n in self._pictures():
            if n > kept[min(_TOP, len(kept)) - 1] if kept else True:
                break
            holder = self._holder(picture)
            if holder is None or is_small(picture) or _is_elsewhere(picture, holder):
                continue
            if holder.getparent() not in own or self._is_beside_text(holder, n):
                continue
            if any(outer.tag in _ASIDE for outer in (holder, *picture.iterancestors())):
                continue
            image = image_of(self._page, picture)
            if image is not None and shows_something(image.url) and _is_photograph(image):
                return [Candidate(image, "picture in the text")]
        return []

    def _is_beside_text(self, holder: HtmlElement, n: int) -> bool:
        """Return whether more text stands around a picture than its caption and labels."""
        lines = self._lines_below(holder, n)
        return self._other_text(holder, n) - sum(map(len, lines)) > _LABELS

    def of_body(self, lead: Image | None) -> Mapping[PageBlock | None, Sequence[Image]]:
        """Return the pictures by the kept block that they precede, the last ones by None.

        Each comes once, and not the lead; what stands above the text is the lead's business.
        """
        shown = {picture_name(lead.url)} if lead else set()
        found: dict[PageBlock | None, list[Image]] = {}
        for picture, n in islice(self._pictures(below_text=not self._slides), _MOST_IMAGES):
            holder = self._slides.get(picture) if self._slides else self._holder(picture)
            if holder is None or is_small(picture) or _is_elsewhere(picture, holder):
                continue
            if self._is_beside_text(holder, n):
                continue
            lines = self._lines_below(holder, n)
            image = image_of(self._page, picture)
            if image is None or not shows_something(image.url) or picture_name(image.url) in shown:
                continue
            shown.add(picture_name(image.url))
            block = next((judged.block for judged in self._judgements[n:] if judged.kept), None)
            if block is None and not self._slides and not self._closes(image, picture):
                continue
            image = _captioned(image, lines)
            if image.caption in self._kept_texts:
                image = replace(image, caption=None)
            found.setdefault(block, []).append(image)
        stated = [image for image in self._stated if picture_name(image.url) not in shown]
        return {**found, None: [*found.get(None, ()), *stated]} if stated else found

    def _closes(self, image: Image, picture: HtmlElement) -> bool:
        """Return whether a picture behind the text ends it: a figure that goes on with it."""
        last = next((judged.block for judged in reversed(self._judgements) if judged.kept), None)
        whole = whole_picture(picture)
        return (
            last is not None
            and image.caption is not None
            and whole.tag == "figure"
            and whole.getparent() is last.element.getparent()
        )

    def _pictures(self, *, below_text: bool = False) -> Iterator[tuple[HtmlElement, int]]:
        """Yield each picture, or those below the article's first line, with the next block."""
        is_below = not below_text
        for n, judged in enumerate(self._judgements):
            if is_below:
                yield from ((picture, n) for picture in judged.block.images_before)
            is_below = is_below or judged.kept

    def _holder(self, picture: HtmlElement) -> HtmlElement | None:
        """Return all that is around a picture up to the article's text, None if that is nowhere."""
        holder = picture
        for outer in islice(picture.iterancestors(), _MOST_AROUND):
            if outer in self._around_text:
                return holder
            holder = outer
        return None

    def _other_text(self, holder: HtmlElement, n: int) -> int:
        """Return the characters in a holder, around block n, of no text of the article or caption.

        A holder has none of the former.
        """
        length = 0
        for blocks in (self._judgements[n:], reversed(self._judgements[:n])):
            for judged in takewhile(lambda other: _is_within(other.block.element, holder), blocks):
                length += len(judged.block.text) if judged.reason != CAPTION else 0
                if length > _LABELS + _LINES * _LONGEST_CAPTION:
                    return length
        return length

    def _lines_below(self, holder: HtmlElement, n: int) -> list[str]:
        """Return the lines from block n on that stand beneath the picture in its holder."""
        lines: list[str] = []
        for judged in self._judgements[n : n + _LINES]:
            block = judged.block
            if (
                judged.kept
                or (lines and block.images_before)
                or block.heading_level
                or block.link_length
                or block.text[-1] in _COLONS
                or len(block.text) > _LONGEST_CAPTION
                or not (judged.reason == CAPTION or _is_within(block.element, holder))
            ):
                break
            if not _COUNTER.fullmatch(block.text):
                lines.append(_COUNTER_BEHIND.sub("", block.text))
        return lines


def without_lead_caption(judgements: Sequence[Judgement], lead: Image | None) -> list[Judgement]:
    """Return the judgements without the line that says what the lead image's caption says.

    Nor with the credit, where that follows.
    """
    left = list(judgements)
    if lead is not None and lead.caption:
        n = next(
            (n for n, j in enumerate(left) if j.block.text in (lead.caption, lead.words)), None
        )
        while n is not None and n < len(left) and left[n].block.text in _texts(lead):
            if left[n].kept:
                left[n] = replace(left[n], reason=CAPTION)
            n += 1
    return left


def _is_photograph(image: Image) -> bool:
    """Return whether a picture is more than an ornament or a counter, by its address."""
    return _PHOTOGRAPH.search(url_path(image.url)) is not None and not _AD.search(image.url)


def _texts(image: Image) -> set[str | None]:
    return {image.caption, image.credit, image.words}


def _may_be(picture: HtmlElement, name: str) -> bool:
    """Return whether a picture may have the name: others are known by their attributes."""
    sign = max(_WORD.findall(name), key=len, default="")
    whole = next(picture.iterancestors("picture"), picture).getparent()
    around = (picture,) if whole is None else whole.iter()  # a noscript may hold its address
    return any(sign in value for e in islice(around, _MOST_AROUND) for value in e.attrib.values())


def _is_elsewhere(picture: HtmlElement, holder: HtmlElement) -> bool:
    """Return whether a picture is of the furniture by the names of what holds it."""
    end = holder.getparent()
    around = takewhile(lambda outer: outer is not end, picture.iterancestors())
    return any(names_elsewhere(element.get("class")) for element in (picture, *around))


def _captioned(image: Image, lines: Sequence[str]) -> Image:
    """Return the image with these lines as its caption and credit, if it has no caption."""
    if image.caption:
        return image
    credits = [line for line in lines if _CREDIT.match(line) or line == image.credit] or lines[1:]
    caption = next((line for line in lines if line not in credits), None)
    return replace(image, caption=caption, credit=image.credit or " ".join(credits) or None)


def _is_within(element: HtmlElement, holder: HtmlElement) -> bool:
    return element is holder or holder in islice(element.iterancestors(), _MOST_AROUND)
