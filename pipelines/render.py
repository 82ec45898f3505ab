"""An Article to the text of its file."""

from datetime import datetime
from hashlib import sha256

from crawler.items import Article, Image, Span
from pipelines.addresses import web_address
from pipelines.body import Keep, blocks, picture
from pipelines.characters import one_line
from pipelines.escape import defuse
from pipelines.front_matter import Value, with_front_matter
from pipelines.inline import inline
from pipelines.options import Options


def render(article: Article, first_retrieved: datetime, options: Options) -> str:
    """Return the article's file: front matter, headline, lead image, body, credit."""
    keys = front_matter(article, first_retrieved)
    if options.extra:
        more = extra(article)
        keys |= {key: more[key] for key in options.extra if key in more}
    if article.same_as:
        keys["same_as"] = article.same_as
    return with_front_matter(options.layout, keys, markdown(article, options))


def front_matter(article: Article, first_retrieved: datetime) -> dict[str, Value]:
    """Return the keys that every file has after its layout, in their order."""
    title = one_line(article.headline)
    return {
        "code": article.code,
        "origin_url": web_address(article.canonical_url) or "",
        "image": image_address(article.image),
        "title": title,
        "description": one_line(article.description or "") or title,
        "category": article.category,
        "language": article.language or "",
        "date": first_retrieved,
    }


def extra(article: Article) -> dict[str, Value]:
    """Return the keys that a setting adds; what the page does not say is left out."""
    keys: dict[str, Value | None] = {
        "authors": tuple(map(one_line, article.authors)),
        "published": article.date_published,
        "modified": article.date_modified,
        "source": article.source,
        "section": one_line(article.section or ""),
        "keywords": tuple(map(one_line, article.keywords)),
        "caption": one_line(article.image.words) if article.image else None,
        "image_origin": web_address(article.image.url) if article.image else None,
        "access": article.access,
        "hash": text_hash(article),
    }
    return {key: value for key, value in keys.items() if value}


def markdown(article: Article, options: Options) -> str:
    """Return all that stands below the front matter."""
    is_gallery = article.page_type == "gallery"
    keep = Keep(options.keep_links, options.inline_images, captions=is_gallery)
    parts = [f"# {inline((Span(article.headline),), 'heading')}"]
    if address := image_address(article.image):
        parts += picture(address, one_line(article.image.words) if article.image else "")
    parts += blocks(article.body, keep)
    if credit := one_line(article.credit or ""):
        parts.append(inline((Span(credit, emphasis=True),)))
    return defuse("\n\n".join(parts))


def image_address(image: Image | None) -> str:
    """Return where the picture is to be had: the downloaded copy, else the page's own."""
    if image is None:
        return ""
    return image.copy_url or web_address(image.url) or ""


def text_hash(article: Article) -> str:
    """Return the SHA-256 of headline and text, in hexadecimal."""
    text = f"{article.headline}\n{article.text}"
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
