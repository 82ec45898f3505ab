"""Stops a run whose output can't be written: each further page would be fetched in vain."""

import errno

from scrapy import signals
from scrapy.crawler import Crawler
from twisted.python.failure import Failure

from crawler.ending import end_crawl
from crawler.errors import UserError
from crawler.fates import causes

# What does not pass by itself from one page to the next.
FAULTS = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)
)


class OutputGuard:
    """Closes the spider at the first page that could not be written for want of a place."""

    REASON = "output_failed"  # of the spider's end

    def __init__(self, crawler: Crawler) -> None:
        self.fault = ""  # what the system said
        self._crawler = crawler
        crawler.signals.connect(self.item_error, signals.item_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "OutputGuard":
        return cls(crawler)

    def item_error(self, failure: Failure) -> None:
        for error in causes(failure):
            lasting = isinstance(error, OSError) and error.errno in FAULTS
            if not self.fault and (lasting or isinstance(error, UserError)):
                self.fault = str(error)
                end_crawl(self._crawler, self.REASON)
