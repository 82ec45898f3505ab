"""An extraction that does to its worker what the page says; it loads no more than it must."""

import os
import signal
import time
from datetime import datetime
from pathlib import Path

from crawler.items import Article
from crawler.profiles.profile import SourceProfile
from crawler.workers.process import MEMORY


def by_its_text(
    html: bytes,
    url: str,
    profile: SourceProfile,
    *,
    charset: str | None,
    retrieved: datetime | None,
) -> Article:
    """Do to a worker what the page says; else return what the worker was asked for."""
    if html.startswith(b"segfault"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if html.startswith(b"exit"):
        os._exit(3)
    if html.startswith(b"kill"):
        os.kill(int(html.split()[1]), signal.SIGKILL)
    if html.startswith(b"hoard"):
        bytearray(MEMORY)
    if html.startswith(b"stall"):
        signal.pause()
    if html.startswith(b"compute"):
        while True:
            pass
    if html.startswith(b"wait"):
        time.sleep(0.4)
    if html.startswith(b"die once") and not (mark := Path(html.decode()[9:])).exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGTERM)
    if html.startswith(b"raise"):
        raise RecursionError("too deep")
    return Article(
        url=url,
        canonical_url=f"{html!r} {charset}",
        source=f"{id(profile)}",
        headline=f"{os.getpid()}",
    )
