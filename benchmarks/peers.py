"""Other extractors on the same pages, each as its documentation recommends it for news.

They belong to the extra `benchmark`; one that is not installed is left out.
"""

import json
import logging
import warnings
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from benchmarks.corpus import CorpusPage

Prediction = dict[str, Any]  # as the score script reads it: text, title, authors, date, image, lang


def trafilatura(html: str, url: str) -> Prediction:
    """trafilatura in the mode that is its best on news: no comments, no tables."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        html, url=url, include_comments=False, include_tables=False, with_metadata=True
    )
    said = found.as_dict() if found else {}
    return {
        "text": said.get("text"),
        "title": said.get("title"),
        "authors": [name for name in (said.get("author") or "").split("; ") if name],
        "date": said.get("date"),
        "image": said.get("image"),
        "lang": said.get("language"),
    }


def newspaper4k(html: str, url: str) -> Prediction:
    """newspaper4k as a person calls it: download, parse."""
    from newspaper import Article, ArticleException

    article = Article(url, fetch_images=False)
    try:
        article.download(input_html=html)
        article.parse()
    except (ArticleException, ValueError, LookupError):  # or a language's data is not installed
        return {}
    return {
        "text": article.text,
        "title": article.title,
        "authors": article.authors,
        "date": article.publish_date.isoformat() if article.publish_date else None,
        "image": article.top_image,
        "lang": article.meta_lang,
    }


def readability(html: str, url: str) -> Prediction:
    """readability-lxml: the title, and the text of the summary with its blocks in lines."""
    from readability import Document

    try:
        document = Document(html, url=url)
        summary = lxml_html.fromstring(document.summary())
        title = document.short_title()
    except (ValueError, etree.ParserError):  # its own Unparseable is a ValueError
        return {}
    for element in summary.iter("p", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "br", "tr"):
        element.tail = "\n" + (element.tail or "")
    return {"text": summary.text_content(), "title": title}


PEERS: dict[str, Callable[[str, str], Prediction]] = {  # by the name of their distribution
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "readability-lxml": readability,
}


def installed_version(peer: str) -> str | None:
    """Return the version of a peer, None if it is not installed."""
    try:
        return version(peer)
    except PackageNotFoundError:
        return None


def write_predictions(peer: str, pages: Iterable[CorpusPage], file: Path) -> None:
    """Write what the peer makes of the pages, one JSON object per line."""
    rows = [
        (page.id, page.url, page.html.decode(page.charset or "utf-8", "replace")) for page in pages
    ]
    with (
        ProcessPoolExecutor(initializer=_be_quiet) as pool,
        file.open("w", encoding="utf-8") as lines,
    ):
        waiting = [(id, pool.submit(PEERS[peer], html, url)) for id, url, html in rows]
        for id, prediction in waiting:
            lines.write(json.dumps({"id": id, **prediction.result()}) + "\n")


def _be_quiet() -> None:
    """Say nothing of what each of them finds wrong with pages."""
    warnings.simplefilter("ignore")
    logging.disable()
