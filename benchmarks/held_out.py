"""Articles of corpus pages as they come out if nothing was learned from their publishers."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.corpus import CorpusPage
from benchmarks.training.folds import FOLDS, MODELS, fold_of
from crawler.extraction.article import extract_article
from crawler.extraction.classifier import classifier
from crawler.failures import Dropped
from crawler.items import Article, FiledArticle
from crawler.profiles.profile import GENERIC
from pipelines.clean import clean, refuse
from pipelines.codes import codes
from pipelines.document.options import Options
from pipelines.document.render import render

EXTRA = ("authors", "published", "image_origin", "caption")
T = TypeVar("T")

_RETRIEVED = datetime(2025, 1, 1, tzinfo=timezone.utc)


def write_held_out(pages: Iterable[CorpusPage], folder: Path) -> Path:
    """Write the pages' articles below folder, each by forests without its publisher's fold.

    Returns the folder of the articles; there is none of a page that is refused.
    """
    articles = folder / "articles"
    articles.mkdir(parents=True)
    documents = (document for _, document in held_out(pages, document_of) if document)
    for number, document in enumerate(documents):
        (articles / f"{number}.md").write_text(document, encoding="utf-8", newline="\n")
    return articles


def held_out(
    pages: Iterable[CorpusPage], work: Callable[[CorpusPage], T]
) -> Iterator[tuple[CorpusPage, T]]:
    """Yield each page with what work makes of it by forests without its publisher's fold."""
    by_fold: dict[int, list[CorpusPage]] = {fold: [] for fold in range(FOLDS)}
    for page in pages:
        by_fold[fold_of(page.host)].append(page)
    for fold, mine in by_fold.items():
        with TemporaryDirectory() as folder:
            model = Path(folder, "classifier.json")
            model.write_bytes(gzip.decompress((MODELS / f"{fold}.json.gz").read_bytes()))
            with ProcessPoolExecutor(initializer=judge_by, initargs=(model,)) as workers:
                yield from zip(mine, workers.map(work, mine, chunksize=8), strict=True)


def judge_by(model: Path) -> None:
    """Let this process judge by other forests than those that ship."""
    classifier.MODEL = model
    classifier.forests.cache_clear()
    classifier.forests()  # while the file is there


def document_of(page: CorpusPage) -> str | None:
    """Return the page's file, None if it is refused; its address is that of the page as crawled."""
    return filed(extract_article(page.html, page.url, GENERIC, charset=page.charset), page.url)


def filed(extracted: Article, url: str) -> str | None:
    """Return the file of an article from this address, None if it is refused."""
    article = replace(clean(extracted), canonical_url=url, date_retrieved=_RETRIEVED)
    try:
        refuse(article)
    except Dropped:
        return None
    coded = FiledArticle(article=article, code=next(codes(article)))
    return render(coded, _RETRIEVED, Options(Path(), extra=EXTRA))
