"""The hosts of a corpus with several pages: each page read by what its host's others have taught.

Nobody has told the models anything: they are learned without the truth. The forests are those that
saw no page of the host (see benchmarks/training).
"""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.corpus import CorpusPage, corpus_pages
from benchmarks.held_out import judge_by
from benchmarks.quality import WHOLE, score_report, scorer
from benchmarks.training.folds import FOLDS, MODELS, fold_of
from crawler.extraction.article import extraction_of
from crawler.extraction.page.page import read_page
from crawler.items import Article
from crawler.memory.learning import learned
from crawler.memory.traces import page_trace
from crawler.profiles.profile import GENERIC

DAY = "2025-01-01T00:00:00Z"  # the corpora don't know when most pages were fetched

Texts = tuple[str, str, str]  # id of a page, its text without a model, and with one


@dataclass(frozen=True)
class HostScore:
    """How the pages of a host come out: percent of F1, and complete and clean ones."""

    pages: int
    f1: tuple[float, float]  # without a model, and with one
    clean: tuple[float, float]


def host_scores(
    corpora: Path, script: Path, corpus: str, least: int, most: int
) -> Mapping[str, HostScore]:
    """Return the scores of the hosts with so many pages, and of all of them under `all`."""
    pages = list(corpus_pages(corpora, corpus))
    counts = Counter(page.host for page in pages)
    by_host: defaultdict[str, list[CorpusPage]] = defaultdict(list)
    for page in pages:
        if least <= counts[page.host] <= most:
            by_host[page.host].append(page)
    texts = [text for each in _texts(list(by_host.values())) for text in each]
    with TemporaryDirectory() as folder:
        score = scorer(script, corpora, Path(folder))
        reports = [_pages(score, corpus, texts, n, Path(folder)) for n in (1, 2)]
    ids = {"all": [text[0] for text in texts]}
    ids |= {host: [page.id for page in mine] for host, mine in by_host.items()}
    return {host: _score(mine, reports) for host, mine in ids.items()}


def _texts(hosts: Sequence[Sequence[CorpusPage]]) -> Iterator[list[Texts]]:
    for fold in range(FOLDS):
        mine = [pages for pages in hosts if fold_of(pages[0].host) == fold]
        with TemporaryDirectory() as folder:
            model = Path(folder, "classifier.json")
            model.write_bytes(gzip.decompress((MODELS / f"{fold}.json.gz").read_bytes()))
            with ProcessPoolExecutor(initializer=judge_by, initargs=(model,)) as workers:
                yield from workers.map(_texts_of_host, mine)


def _texts_of_host(pages: Sequence[CorpusPage]) -> list[Texts]:
    read = [read_page(page.html, page.url, GENERIC, page.charset) for page in pages]
    traces = [tree and page_trace(tree, DAY) for tree in read]
    texts = []
    for n, (page, tree) in enumerate(zip(pages, read, strict=True)):
        others = [trace for trace in (*traces[:n], *traces[n + 1 :]) if trace]
        if tree is None:
            texts.append((page.id, "", ""))
            continue
        profile = replace(GENERIC, model=learned(page.host, others))
        knowing = replace(tree, profile=profile, _made={})
        both = [_text(extraction_of(each).article) for each in (tree, knowing)]
        texts.append((page.id, both[0], both[1]))
    return texts


def _text(article: Article) -> str:
    return article.text


def _pages(
    score: Path, corpus: str, texts: Sequence[Texts], column: int, folder: Path
) -> dict[str, Mapping[str, Any]]:
    file = folder / f"{column}.jsonl"
    rows = (json.dumps({"id": text[0], "text": text[column]}) for text in texts)
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    report = score_report(score, corpus, "--jsonl", str(file))
    return {page["id"]: page for page in report["pages"]}


def _score(ids: Sequence[str], reports: Sequence[Mapping[str, Mapping[str, Any]]]) -> HostScore:
    f1 = [100 * fmean(report[id]["f1"] for id in ids) for report in reports]
    clean = [100 * fmean(_is_clean(report[id]) for id in ids) for report in reports]
    return HostScore(len(ids), (f1[0], f1[1]), (clean[0], clean[1]))


def _is_clean(page: Mapping[str, Any]) -> bool:
    return min(page["p"] or 0, page["r"] or 0) >= WHOLE
