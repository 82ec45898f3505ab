"""Makes all sources alike, and drops what is no article.

Extraction says what the page says; here white space, Unicode forms, names, addresses and
categories become the same everywhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from crawler.failures import Dropped
from crawler.items import ARTICLE_TYPES, Article, Block, Image
from pipelines.text.categories import category
from pipelines.text.characters import one_line
from pipelines.text.spans import clean_spans

READABLE = 80  # letters: what stands above a paywall is often one sentence


class NotAnArticle(Dropped):
    """The page is a section, an error or something else that is not written."""

    fate = "not an article"


class Paywalled(Dropped):
    """The page shows nothing of the article that could be read."""

    fate = "paywalled"


def clean(article: Article) -> Article:
    """Return the article with all of its texts and addresses in their common form."""
    headline, section = one_line(article.headline), one_line(article.section or "") or None
    return replace(
        article,
        headline=headline,
        description=one_line(article.description or "") or headline,
        authors=names(article.authors),
        section=section,
        keywords=names(article.keywords),
        credit=one_line(article.credit or "") or None,
        category=article.category or category(section, article.canonical_url),
        image=article.image and clean_image(article.image),
        body=tuple(clean_blocks(article.body)),
    )


def names(texts: Iterable[str]) -> tuple[str, ...]:
    """Return names on one line each, each once."""
    once: dict[str, str] = {}
    for text in texts:
        name = one_line(text).strip(",;")
        if name:
            once.setdefault(name.casefold(), name)
    return tuple(once.values())


def clean_image(image: Image) -> Image:
    """Return the image with its texts on one line each, None where they are empty."""
    return replace(
        image,
        caption=one_line(image.caption or "") or None,
        credit=one_line(image.credit or "") or None,
        alt=one_line(image.alt or "") or None,
    )


def clean_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks that have text or a picture, their spans cleaned."""
    for block in blocks:
        cleaned = block if block.kind == "code" else clean_block(block)
        if cleaned.image is not None or cleaned.text.strip():
            yield cleaned


def clean_block(block: Block) -> Block:
    """Return the block with its spans cleaned; itself if they are clean, as most are."""
    spans = clean_spans(block.spans)
    if spans == block.spans and not block.rows and block.image is None:
        return block
    return replace(
        block,
        spans=spans,
        rows=tuple(tuple(clean_spans(cell) for cell in row) for row in block.rows),
        image=block.image and clean_image(block.image),
    )


def refuse(article: Article) -> None:
    """Raise NotAnArticle or Paywalled for an article that is not to be written."""
    if article.page_type not in ARTICLE_TYPES:
        kind = article.page_type.replace("_", " ")
        why = one_line(article.page_type_origin)
        raise NotAnArticle(article, f"{kind}: {why}" if why else kind)
    letters = len(list(islice(filter(str.isalnum, article.text), READABLE)))
    if article.access == "paywalled" and letters < READABLE:
        raise Paywalled(article, "no readable text")
    if not letters:
        raise NotAnArticle(article, "empty body")
    if not article.headline:
        raise NotAnArticle(article, "no headline")


class CleanPipeline:
    """Refuses what is no article, cleans the rest."""

    def process_item(self, article: Article) -> Article:
        """Return the article cleaned; raises NotAnArticle or Paywalled."""
        cleaned = clean(article)
        refuse(cleaned)
        return cleaned
