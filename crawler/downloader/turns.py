"""One request at a time to a site, also where no delay parts them."""

from collections.abc import Coroutine
from typing import Any

from scrapy import Request
from scrapy.core.downloader import Downloader, Slot
from scrapy.http import Response
from twisted.internet.defer import Deferred


class TurnsDownloader(Downloader):
    """Scrapy's, which counts a request as on its way from the moment that it is chosen.

    Scrapy 2.19 counts it when its coroutine begins, so that it chooses all that waits for a site
    before any of it has begun.
    """

    def _wait_for_download(
        self, slot: Slot, request: Request, queue_dfd: Deferred[Response]
    ) -> Coroutine[Any, Any, None]:
        slot.transferring.add(request)
        return super()._wait_for_download(slot, request, queue_dfd)
