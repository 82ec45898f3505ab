"""One request at a time to a site, also where no delay parts them."""

from scrapy import Request, Spider
from scrapy.core.downloader import Downloader, Slot

LEAST_DELAY = 0.001  # seconds


class TurnsDownloader(Downloader):
    """Scrapy's, which (2.19) starts all that waits for a site at once if its delay is 0."""

    def _get_slot(self, request: Request, spider: Spider | None = None) -> tuple[str, Slot]:
        key, slot = super()._get_slot(request)
        slot.delay = max(slot.delay, LEAST_DELAY)
        return key, slot
