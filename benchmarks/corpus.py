"""Reads a folder of development corpora: NAME.warc.gz beside NAME.truth.jsonl.gz.

The form is that of the folder's own README: one response a page, one line of truth a page, matched
by the header X-Corpus-Id.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType


@dataclass(frozen=True)
class CorpusPage:
    """A saved page and what is known of it."""

    corpus: str
    id: str
    url: str
    html: bytes
    charset: str | None  # that its Content-Type names
    host: str
    truth: dict[str, Any]


def corpus_names(folder: Path) -> list[str]:
    """Return the names of the corpora in folder, sorted."""
    suffix = ".truth.jsonl.gz"
    return sorted(path.name.removesuffix(suffix) for path in folder.glob(f"*{suffix}"))


def corpus_pages(folder: Path, name: str) -> Iterator[CorpusPage]:
    """Yield the pages of one corpus in the order of its WARC."""
    with gzip.open(folder / f"{name}.truth.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = {row["id"]: row for row in map(json.loads, lines)}
    with (folder / f"{name}.warc.gz").open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
            headers = record.http_headers
            row = rows[record.headers.get("X-Corpus-Id") or headers.get("X-Corpus-Id")]
            _, _, charset = (headers.get("Content-Type") or "").partition("charset=")
            yield CorpusPage(
                corpus=name,
                id=row["id"],
                url=record.headers["WARC-Target-URI"],
                html=record.reader.read(),
                charset=charset or None,
                host=row["host"],
                truth=row["truth"],
            )
