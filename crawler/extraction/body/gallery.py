"""Photo galleries: their slides, whose captions are the article's text."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.body.judgement import Judgement
from crawler.extraction.furniture.captions import FEWEST
from crawler.extraction.furniture.furniture import CAPTION
from crawler.extraction.inline.reader import PICTURES
from crawler.extraction.page.page import Page
from crawler.extraction.page.pictures import caption_of
from crawler.extraction.page.structured import objects, strings, types
from crawler.extraction.page.text import plain_line
from crawler.items import Image

GALLERIES = frozenset(("ImageGallery", "MediaGallery"))
_MOST = 300  # slides: a gallery has some dozens
_MOST_AROUND = 200  # elements around a picture that are looked at

Slides = Mapping[HtmlElement, HtmlElement]  # picture: all that is around it alone


def gallery_slides(page: Page, judgements: Sequence[Judgement]) -> Slides:
    """Return the slides of the page's gallery, none of a page that is no gallery.

    A page is one if it says so, or if most of its text stands in the captions of its slides.
    """
    text = sum(len(judged.block.text) for judged in judgements if judged.kept)
    captions = sum(len(judged.block.text) for judged in judgements if judged.reason == CAPTION)
    if captions <= text and not is_stated_gallery(page):
        return {}
    slides = max(_rows_of_slides(page), key=_caption_length, default={})
    return slides if is_stated_gallery(page) or _caption_length(slides) > text else {}


def is_stated_gallery(page: Page) -> bool:
    """Return whether the page's data call it a gallery in the first place."""
    return any(
        types(statement.node) & GALLERIES and statement.origin.startswith("JSON-LD")
        for statement in page.statements[:1]  # microdata nests widely
    )


def stated_slides(page: Page) -> tuple[Image, ...]:
    """Return the pictures with captions that the data of a gallery state, () if they are few."""
    if not is_stated_gallery(page):
        return ()
    stated = [
        Image(url, caption=caption, credit=next(iter(_lines(node, "creditText")), None))
        for key in ("image", "associatedMedia", "hasPart")
        for node in objects(page.statements[0].node.get(key))
        for url in map(page.absolute, strings(node.get("contentUrl") or node.get("url"))[:1])
        for caption in _lines(node, "caption", "description")
        if url
    ]
    return tuple(stated[:_MOST]) if len(stated) >= FEWEST else ()


def _lines(node: Mapping[str, object], *keys: str) -> list[str]:
    texts = [plain_line(text) for key in keys for text in strings(node.get(key))]
    return [text for text in texts if text][:1]


def _rows_of_slides(page: Page) -> Iterator[dict[HtmlElement, HtmlElement]]:
    """Yield the rows of like elements that hold a picture with a caption each."""
    pictures = list(islice(page.tree.iter(*PICTURES), _MOST))
    held: defaultdict[HtmlElement, int] = defaultdict(int)
    for picture in pictures:
        for outer in islice(picture.iterancestors(), _MOST_AROUND):
            held[outer] += 1
    rows: defaultdict[tuple[HtmlElement | None, str], dict[HtmlElement, HtmlElement]]
    rows = defaultdict(dict)
    for picture in pictures:
        slide = picture
        for outer in islice(picture.iterancestors(), _MOST_AROUND):
            if held[outer] > 1:
                break
            slide = outer
        if _caption(slide):
            rows[slide.getparent(), slide.tag][picture] = slide
    return (row for row in rows.values() if len(row) >= FEWEST)


def _caption(slide: HtmlElement) -> str:
    """Return a slide's caption, "" if it has none, or leads to another story."""
    is_linked = next(slide.iter("a"), None) is not None
    if is_linked and next(slide.iter("h2", "h3", "h4"), None) is not None:
        return ""
    return " ".join(text for text in caption_of(slide) if text)


def _caption_length(slides: Slides) -> int:
    return sum(len(_caption(slide)) for slide in slides.values())
