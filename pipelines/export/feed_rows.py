"""Scrapy's feeds (`-o`, FEEDS) of Articles: a flat row each, with the text as in its file.

Rows wait in a file for the end of the run: what is written may go for the sake of a better copy, or
get the code of an earlier capture, as long as that goes on.
"""

import pickle
from tempfile import TemporaryFile
from typing import IO, Any

from scrapy.crawler import Crawler
from scrapy.exporters import (
    BaseItemExporter,
    CsvItemExporter,
    JsonItemExporter,
    JsonLinesItemExporter,
    XmlItemExporter,
)
from typing_extensions import Self

from crawler.items import FiledArticle
from crawler.ledger import Ledger, ledger_of
from pipelines.document.options import Options, options
from pipelines.export.rows import article_row, plain


class _Rows(BaseItemExporter):
    """Puts rows in place of Articles; a spider's other items stay what they are."""

    options: Options
    ledger: Ledger
    waiting: IO[bytes]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the exporter, which writes Markdown as the settings say."""
        exporter = cls(*args, **kwargs)
        exporter.options = options(crawler.settings)
        exporter.ledger = ledger_of(crawler)
        exporter.waiting = TemporaryFile()  # noqa: SIM115  # closed in finish_exporting
        return exporter

    def export_item(self, item: Any) -> None:
        """Have an article wait for the end; write another item."""
        if not isinstance(item, FiledArticle):
            super().export_item(item)  # type: ignore[safe-super]
            return
        row = plain(article_row(item, self.options))
        pickle.dump((item.article.canonical_url, row), self.waiting)

    def finish_exporting(self) -> None:
        """Write the articles that have a file by now, under its name."""
        self.waiting.seek(0)
        while self.waiting.peek(1):  # type: ignore[attr-defined]  # it is buffered
            url, row = pickle.load(self.waiting)
            entry = self.ledger.entry(url)
            if entry and entry.path:
                super().export_item(row | {"code": entry.code, "path": entry.path})  # type: ignore[safe-super]
        self.waiting.close()
        super().finish_exporting()


class JsonRows(_Rows, JsonItemExporter):
    """One array."""


class JsonLinesRows(_Rows, JsonLinesItemExporter):
    """One object per line."""


class CsvRows(_Rows, CsvItemExporter):
    """A table with a head."""


class XmlRows(_Rows, XmlItemExporter):
    """One element per item."""
