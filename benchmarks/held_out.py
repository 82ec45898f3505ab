"""Articles of corpus pages as they come out if nothing was learned from their publishers."""

import gzip
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus import CorpusPage
from benchmarks.training.folds import FOLDS, MODELS, fold_of
from crawler.extraction import extract_article
from crawler.extraction.classifier import classifier
from crawler.failures import Dropped
from crawler.items import FiledArticle
from crawler.profiles.profile import GENERIC
from pipelines.clean import clean, refuse
from pipelines.codes import codes
from pipelines.document.options import Options
from pipelines.document.render import render

EXTRA = ("authors", "published", "image_origin", "caption")
_RETRIEVED = datetime(2025, 1, 1, tzinfo=timezone.utc)


def write_held_out(pages: Iterable[CorpusPage], folder: Path) -> Path:
    """Write the pages' articles below folder, each by forests without its publisher's fold.

    Returns the folder of the articles; there is none of a page that is refused.
    """
    articles = folder / "articles"
    articles.mkdir(parents=True)
    by_fold: dict[int, list[CorpusPage]] = {fold: [] for fold in range(FOLDS)}
    for page in pages:
        by_fold[fold_of(page.host)].append(page)
    written = 0
    for fold, mine in by_fold.items():
        if not mine:
            continue
        for text in _documents(mine, MODELS / f"{fold}.json.gz"):
            (articles / f"{written}.md").write_text(text, encoding="utf-8", newline="\n")
            written += 1
    return articles


def _documents(pages: Iterable[CorpusPage], forests: Path) -> Iterator[str]:
    with TemporaryDirectory() as folder:
        model = Path(folder, "classifier.json")
        model.write_bytes(gzip.decompress(forests.read_bytes()))
        with ProcessPoolExecutor(initializer=_judge_by, initargs=(model,)) as workers:
            yield from filter(None, workers.map(_document, pages, chunksize=8))


def _judge_by(model: Path) -> None:
    """Let this process judge by other forests than those that ship."""
    classifier.MODEL = model
    classifier.forests.cache_clear()
    classifier.forests()  # while the file is there


def _document(page: CorpusPage) -> str | None:
    """Return the page's file, None if it is refused; its address is that of the page as crawled."""
    found = clean(extract_article(page.html, page.url, GENERIC, charset=page.charset))
    article = replace(found, canonical_url=page.url, date_retrieved=_RETRIEVED)
    try:
        refuse(article)
    except Dropped:
        return None
    filed = FiledArticle(article=article, code=next(codes(article)))
    return render(filed, _RETRIEVED, Options(Path(), extra=EXTRA))
