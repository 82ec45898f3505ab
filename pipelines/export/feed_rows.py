"""Scrapy's feeds (`-o`, FEEDS) of Articles: a flat row each, with the text as in its file."""

from typing import Any

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
from pipelines.document.options import Options, options
from pipelines.export.rows import article_row, plain


class _Rows(BaseItemExporter):
    """Puts rows in place of Articles; a spider's other items stay what they are."""

    options: Options

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the exporter, which writes Markdown as the settings say."""
        exporter = cls(*args, **kwargs)
        exporter.options = options(crawler.settings)
        return exporter

    def export_item(self, item: Any) -> None:
        """Write an item."""
        row = plain(article_row(item, self.options)) if isinstance(item, FiledArticle) else item
        super().export_item(row)  # type: ignore[safe-super]


class JsonRows(_Rows, JsonItemExporter):
    """One array."""


class JsonLinesRows(_Rows, JsonLinesItemExporter):
    """One object per line."""


class CsvRows(_Rows, CsvItemExporter):
    """A table with a head."""


class XmlRows(_Rows, XmlItemExporter):
    """One element per item."""
