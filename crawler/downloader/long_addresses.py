"""Addresses that Scrapy leaves out for their length."""

from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.urllength import UrlLengthMiddleware
from twisted.python.failure import Failure

from crawler.downloader.meta import saved_answer
from crawler.fates import HasFate


class TooLongUrl(ValueError, HasFate):
    """The address is longer than URLLENGTH_LIMIT."""

    reason = "address longer than URLLENGTH_LIMIT"


class LongAddressMiddleware(UrlLengthMiddleware):
    """Scrapy's, but what asked for an address that is left out learns of it by its errback."""

    def get_processed_request(self, request: Request, response: Response | None) -> Request | None:
        """Return the request, None if its address is too long; a saved page's never is."""
        if saved_answer(request):
            return request
        processed = super().get_processed_request(request, response)
        if processed is None and request.errback is not None:
            error = TooLongUrl(f"{len(request.url)} characters")
            failure = Failure(error)  # type: ignore[no-untyped-call]
            failure.request = request  # type: ignore[attr-defined]  # as Scrapy's failures have it
            request.errback(failure)
        return processed
