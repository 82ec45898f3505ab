"""Stops a run whose output can't be written: each further page would be fetched for nothing.

And notices that files have gone since the last run, such as with a disk that is not mounted.
"""

import errno
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from scrapy import signals
from scrapy.crawler import Crawler
from twisted.python.failure import Failure

from crawler.ending import end_crawl
from crawler.errors import UserError
from crawler.failures import causes
from crawler.ledger import ledger_of

# What does not pass by itself from one page to the next.
FAULTS = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)
)

LOOKED_AT = 1000  # files; asking for them takes some hundredths of a second
FEW = 3  # files of a folder can all have been removed on purpose


class OutputGuard:
    """Closes the spider at the first page that could not be written for want of a place."""

    REASON = "output_failed"  # of the spider's end

    def __init__(self, crawler: Crawler) -> None:
        self.fault = ""  # what the system said, and what to do
        self.lost: list[str] = []  # what a person should know of files that have gone
        self._crawler = crawler
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.item_error, signals.item_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "OutputGuard":
        return cls(crawler)

    def spider_opened(self) -> None:
        paths = ledger_of(self._crawler).entries.some_paths(LOOKED_AT)
        self.lost = lost_folders(Path(self._crawler.settings["OUTPUT_DIR"]), paths)

    def item_error(self, failure: Failure) -> None:
        for error in causes(failure):
            lasting = isinstance(error, OSError) and error.errno in FAULTS
            if not self.fault and (lasting or isinstance(error, UserError)):
                self.fault = str(error)  # of a UserError, which says what to do
                if lasting:
                    self.fault = f"the output can't be written ({error}); make room and run again"
                end_crawl(self._crawler, self.REASON)


def lost_folders(output: Path, paths: Iterable[str]) -> list[str]:
    """Return what is missing of folders that are gone, or have lost most of these files.

    A file that is gone by itself is no loss: somebody has removed it. Of folders in each other the
    outermost is named.
    """
    had: Counter[PurePosixPath] = Counter()
    lacks: Counter[PurePosixPath] = Counter()
    for path in map(PurePosixPath, paths):
        folders = path.parents[:-1] or path.parents  # without OUTPUT_DIR, unless they lie in it
        had.update(folders)
        if not (output / path).exists():
            lacks.update(folders)
    lost: list[PurePosixPath] = []
    for folder in sorted(lacks):
        is_gone = lacks[folder] > had[folder] / 2 and had[folder] >= FEW
        if (is_gone or not (output / folder).is_dir()) and not {*folder.parents} & {*lost}:
            lost.append(folder)
    return [f"{folder}/ lacks {lacks[folder]} of {had[folder]} files" for folder in lost]
