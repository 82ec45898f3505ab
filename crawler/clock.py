"""The one place that reads the time: whatever plans, records or dates asks the clock of the run."""

from collections.abc import Callable
from datetime import datetime, timezone
from typing import TypeAlias

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

Clock: TypeAlias = Callable[[], datetime]  # returns the instant, UTC


def utc_now() -> datetime:
    """Return the present instant, to the millisecond: files and ledger keep no more."""
    now = datetime.now(timezone.utc)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def clock_of(crawler: Crawler) -> Clock:
    """Return the clock that the setting CLOCK names."""
    return clock_in(crawler.settings)


def clock_in(settings: BaseSettings) -> Clock:
    """Return the clock that the setting CLOCK names."""
    clock: Clock = load_object(settings.get("CLOCK", utc_now))
    return clock
