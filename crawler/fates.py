"""The fates of a URL, and the exception by which a pipeline gives one.

Every URL that a run has seen ends with exactly one of these.
"""

from typing import Literal, get_args

from scrapy.exceptions import DropItem

Fate = Literal[
    "written",
    "updated",
    "unchanged",
    "duplicate",
    "not an article",
    "paywalled",
    "blocked",
    "gone",
    "robots",
    "failed",
]
FATES: tuple[Fate, ...] = get_args(Fate)


class Dropped(DropItem):
    """An article that is not written: raised by pipelines, in subclasses that name the fate."""

    fate: Fate

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{reason}: {url}")
        self.url = url
        self.reason = reason
