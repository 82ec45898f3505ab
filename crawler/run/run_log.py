"""Each run's own log file, beside what the console shows."""

import logging
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from scrapy.utils.log import get_scrapy_root_handler

from crawler.console import PrintableFormatter
from crawler.errors import OutputError
from crawler.output import folder_of

LARGEST = 20_000_000  # bytes of one file; a run of a million pages leaves several
FORMAT = "%(asctime)s [%(name)s] %(levelname)s: %(message)s"


class RunLog(RotatingFileHandler):
    """Writes what is logged while it is entered to `logs/<run>.log`, and clears old ones away."""

    def __init__(self, output: Path, run: str, kept: int) -> None:
        folder = folder_of(output, "logs")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for old in sorted(folder.glob("*.log*"), reverse=True)[max(kept - 1, 0) :]:
                old.unlink(missing_ok=True)
            super().__init__(
                folder / f"{run}.log", maxBytes=LARGEST, backupCount=4, encoding="utf-8"
            )
        except OSError as error:
            raise OutputError(f"{folder}: can't be written: {error.strerror}") from error
        self.setLevel(logging.INFO)
        self.setFormatter(PrintableFormatter(logging.Formatter(FORMAT)))

    def handleError(self, record: logging.LogRecord) -> None:
        """Ignore the error: the summary names what fills the disk."""

    def __enter__(self) -> "RunLog":
        logging.root.addHandler(self)
        return self

    def __exit__(self, *raised: object) -> None:
        logging.root.removeHandler(self)
        with suppress(OSError):  # as above
            self.close()


def log_printably() -> None:
    """Make Scrapy's own log, on the console or in LOG_FILE, show control characters of messages."""
    handler = get_scrapy_root_handler()
    if handler and not isinstance(handler.formatter, PrintableFormatter):
        handler.setFormatter(PrintableFormatter(handler.formatter))
