"""Notes the errors that a run logs: Scrapy itself ends with 0 whatever has happened."""

import logging

from crawler.errors import UserError
from crawler.ledger import DamagedLedger

# A robots.txt that can't be fetched forbids nothing, and a page that is given up has its fate.
LIGHT = [
    logging.getLogger(f"scrapy.downloadermiddlewares.{name}") for name in ("robotstxt", "retry")
]


class ErrorLog(logging.Handler):
    """Keeps the first line of each error logged while it is entered, the first hundred of them."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []
        self.count = 0
        self.addFilter(shorten)

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1
        if len(self.messages) < 100:
            self.messages.append(record.getMessage().partition("\n")[0])

    def __enter__(self) -> "ErrorLog":
        logging.root.handlers.insert(0, self)  # before those that a person reads
        for logger in LIGHT:
            logger.addFilter(make_light_of)
        return self

    def __exit__(self, *raised: object) -> None:
        logging.root.removeHandler(self)
        for logger in LIGHT:
            logger.removeFilter(make_light_of)


def shorten(record: logging.LogRecord) -> bool:
    """Take the traceback from what a person can mend: a full disk, a folder, a setting.

    Of a damaged ledger, which all that is at work stumbles over, the command speaks in the end.
    """
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, OSError | UserError):
        record.msg, record.args = f"{record.getMessage().splitlines()[0]}: {error}", ()
        record.exc_info = None
    return not isinstance(error, DamagedLedger) or make_light_of(record)


def make_light_of(record: logging.LogRecord) -> bool:
    """Lower an error that does no harm, and take its traceback."""
    record.levelno, record.levelname, record.exc_info = logging.INFO, "INFO", None
    return True
