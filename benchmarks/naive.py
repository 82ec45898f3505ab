"""The spider that remembers nothing: what it would ask of the same publishers."""

import gzip
import re
from collections.abc import Iterable
from copy import deepcopy
from datetime import datetime

from benchmarks.publishers import Answer, Publisher

_PAGE = re.compile(rb"/story/\d+/[\w-]+")
_GZIP = b"\x1f\x8b"


class NaiveSpider:
    """In each run asks for robots.txt, the listing and all that it names, of every publisher.

    It asks copies of the publishers, of the same stories, that have counters of their own. Each
    answer is the one that the server would have given, and is read for its links; only the network
    between is left out. Nothing is asked twice in a run, not even what has failed.
    """

    def __init__(self, publishers: Iterable[Publisher]) -> None:
        self.publishers = deepcopy(list(publishers))
        self.requests = 0
        self.bytes = 0  # of bodies, as they would have been sent

    def run(self, now: datetime) -> None:
        """Ask for everything."""
        for publisher in self.publishers:
            self.ask(publisher, "/robots.txt", now)
            listing = self.ask(publisher, publisher.listing, now).body
            text = gzip.decompress(listing) if listing.startswith(_GZIP) else listing
            for path in dict.fromkeys(_PAGE.findall(text)):
                self.ask(publisher, path.decode(), now)

    def ask(self, publisher: Publisher, path: str, now: datetime) -> Answer:
        """Return the answer to a request without conditions, at the end of its redirects."""
        answer = publisher.answer(path, {}, now)
        self.requests += 1
        self.bytes += len(answer.body)
        if "Location" in answer.headers:
            return self.ask(publisher, answer.headers["Location"], now)
        return answer
