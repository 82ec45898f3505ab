"""Takes an article out of a page: pure functions, no Scrapy, no I/O, no clock."""

from crawler.extraction.article import extract_article

__all__ = ["extract_article"]
