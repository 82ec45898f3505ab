"""An Article to the text of its file."""

from collections.abc import Sequence
from datetime import datetime

from crawler.items import Article, FiledArticle, Span
from pipelines.document.body import Keep, blocks, picture
from pipelines.document.escape import defuse
from pipelines.document.front_matter import Value, with_front_matter
from pipelines.document.inline import inline
from pipelines.document.keys import COPY_KEY, FURTHER_KEYS, KEYS, image_address
from pipelines.document.options import Options
from pipelines.text.characters import one_line


def render(filed: FiledArticle, first_retrieved: datetime, options: Options) -> str:
    """Return the article's file: front matter, headline, lead image, body, credit."""
    keys = front_matter(filed, first_retrieved)
    if options.extra:
        keys |= further_keys(filed, first_retrieved, options.extra)
    if filed.same_as:
        keys[COPY_KEY] = filed.same_as
    return with_front_matter(options.layout, keys, markdown(filed.article, options))


def front_matter(filed: FiledArticle, first_retrieved: datetime) -> dict[str, Value]:
    """Return the keys that every file has after its layout, in their order."""
    return {key.name: key.value(filed, first_retrieved) or "" for key in KEYS.values()}


def further_keys(
    filed: FiledArticle, first_retrieved: datetime, names: Sequence[str]
) -> dict[str, Value]:
    """Return these of the keys that a setting adds; what the page does not say is left out."""
    found = {name: FURTHER_KEYS[name].value(filed, first_retrieved) for name in names}
    return {name: value for name, value in found.items() if value not in (None, "", ())}


def markdown(article: Article, options: Options) -> str:
    """Return all that stands below the front matter."""
    is_gallery = article.page_type == "gallery"
    keep = Keep(options.keep_links, options.inline_images, captions=is_gallery)
    parts = [f"# {inline((Span(article.headline),), 'heading')}"]
    if address := image_address(article.image):
        caption = one_line(article.image.words) if article.image else ""
        # A caption says what the picture shows; without one the page's alternative text does.
        alt = (article.image.alt or "") if article.image and not caption else ""
        parts += picture(address, caption, alt)
    parts += blocks(article.body, keep)
    if credit := one_line(article.credit or ""):
        parts.append(inline((Span(credit, emphasis=True),)))
    return defuse("\n\n".join(parts))
