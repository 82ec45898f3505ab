"""Clocks for the setting CLOCK: other times than the present one."""

from datetime import datetime, timedelta, timezone

from crawler.clock import utc_now


def an_hour_later() -> datetime:
    return utc_now() + timedelta(hours=1)


def october() -> datetime:
    return datetime(2024, 10, 18, tzinfo=timezone.utc)
