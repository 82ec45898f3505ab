"""The clock of a run that is ahead by some minutes: undated pages have another stamp then."""

import os
from datetime import datetime, timedelta

from crawler.clock import utc_now


def now() -> datetime:
    """Return the present instant as the run sees it."""
    return utc_now() + timedelta(minutes=int(os.environ["KILLS_MINUTES"]))
