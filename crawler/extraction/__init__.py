"""Takes an article out of a page: pure functions, no Scrapy, no I/O, no clock."""

import os
from typing import TYPE_CHECKING, Any

# numpy starts a thread per core when it is loaded; the classifier's small matrices need none.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if TYPE_CHECKING:
    from crawler.extraction.article import extract_article

__all__ = ["extract_article"]


def __getattr__(name: str) -> Any:
    """Return extract_article; the libraries behind it take half a second, so not before."""
    if name == "extract_article":
        from crawler.extraction.article import extract_article

        return extract_article
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
