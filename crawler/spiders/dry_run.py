"""What a dry run does in place of asking for pages: it prints their addresses."""

import sys

from crawler.console import printable
from crawler.discovery import Discovered


class DryRun:
    """Prints each page once."""

    def __init__(self) -> None:
        self._printed: set[str] = set()

    def show(self, page: Discovered) -> bool:
        """Print address, day and title in columns; return whether it was new."""
        if page.url in self._printed:
            return False
        self._printed.add(page.url)
        day = f"{page.published:%Y-%m-%d %H:%M}" if page.published else ""
        sys.stdout.write(f"{printable(page.url)}\t{day}\t{printable(page.title or '')}\n")
        return True
