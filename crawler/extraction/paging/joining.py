"""Several pages of an article made one: their text in page order, and nothing of it twice."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawler.extraction.page.text import letters
from crawler.extraction.paging.page_numbers import are_of_one_article, readings
from crawler.items import Access, Article, Block

_TELLING = 40  # letters and digits: a longer text stands once in an article
_SAME = 0.8  # share of the first page's text that a page of all pages holds
_BARRED: tuple[Access, ...] = ("free", "metered", "paywalled")


def goes_on_in(article: Article, other: Article) -> bool:
    """Return whether another page is one of the article's: by its address, and by what it says."""
    addresses = (article.url, article.canonical_url)  # an AMP page goes on as the article does
    return any(are_of_one_article(url, other.url) for url in addresses) and (
        other.first_page is not None
        or any(reading.is_whole for reading in readings(other.url))
        or letters(other.headline) == letters(article.headline)
    )


def joined(first: Article, later: Sequence[Article]) -> Article:
    """Return the first page's article with the text of the later ones.

    A page that has all the text of those before takes their place.
    """
    body: list[Block] = list(first.body)
    pictures = {first.image.url} if first.image else set()
    for page in later:
        if _holds(page.body, body):
            body = list(page.body)
        else:
            pictures |= {block.image.url for block in body if block.image}
            body += _new_blocks(first, body, page, pictures)
    pages = (first, *later)
    return replace(
        first,
        body=tuple(body),
        credit=next((page.credit for page in reversed(pages) if page.credit), None),
        access=max((page.access for page in pages), key=_BARRED.index),
        # The whole is as good as the worst of its pages.
        confidence=min(
            (page.confidence for page in pages if page.confidence is not None), default=None
        ),
    )


def _holds(blocks: Sequence[Block], others: Sequence[Block]) -> bool:
    """Return whether blocks have nearly all the long texts of the others."""
    own = {letters(block.text) for block in blocks}
    lengths = {text: len(text) for text in map(letters, (b.text for b in others))}
    long = {text: n for text, n in lengths.items() if n > _TELLING}
    return bool(long) and sum(n for t, n in long.items() if t in own) >= _SAME * sum(long.values())


def _new_blocks(
    first: Article, body: Sequence[Block], page: Article, pictures: set[str]
) -> Iterator[Block]:
    """Yield the blocks of a later page without what the pages before have.

    Until its own text begins, that is all that stands there already, be it ever so short.
    """
    image = first.image
    seen = {letters(block.text) for block in body}
    seen |= {letters(text or "") for text in (first.headline, first.description, first.credit)}
    seen |= {
        letters(text or "")
        for text in ((image.caption, image.credit, image.words) if image else ())
    }
    has_begun = False
    if page.image and first.page_type == "gallery" and page.image.url not in pictures:
        pictures.add(page.image.url)
        yield Block("image", image=page.image)  # the slide that the later page leads with
    for block in page.body:
        own = letters(block.text)
        if block.image:
            if block.image.url not in pictures:
                pictures.add(block.image.url)
                yield block
        elif own in seen and (not has_begun or len(own) > _TELLING):
            continue
        else:
            has_begun = has_begun or len(own) > _TELLING
            yield block
