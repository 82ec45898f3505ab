"""How far a re-extraction has come; one that did not end is gone on with by the next."""

from collections import deque
from pathlib import Path

from pydantic import BaseModel, ValidationError

from crawler.ledger import Ledger
from crawler.system.whole_files import write_whole

NAME = ".reextract.json"  # in OUTPUT_DIR


class Mark(BaseModel):
    """What is done: all pages up to an address, by its key in the ledger."""

    asked: str  # what was asked for; whoever asks for something else begins at the beginning
    after: int
    done: int  # pages


class Headway:
    """Notes up to which page all are settled, for good."""

    def __init__(self, output: Path, asked: str) -> None:
        self.resumed = 0  # pages that an earlier run has done
        self.after: int | None = None  # key of the last of them
        self._path = output / NAME
        self._asked = asked
        self._waiting: deque[tuple[int, str]] = deque()  # keys and URLs, in their order
        self._settled: set[str] = set()  # URLs of those
        self._done = 0

    def resume(self) -> None:
        """Go on where a run that asked for the same was ended, if one was."""
        try:
            mark = Mark.model_validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return
        if mark.asked == self._asked:
            self.resumed = self._done = mark.done
            self.after = mark.after

    def begun(self, key: int, url: str = "") -> None:
        """Note that a page is next; without a URL it is passed over."""
        self._waiting.append((key, url))

    def settled(self, url: str) -> None:
        """Note that a page has its fate."""
        self._settled.add(url)

    def note(self, ledger: Ledger) -> None:
        """Have what is done last, and note how far it goes; raises OSError or LedgerError."""
        while self._waiting and (not self._waiting[0][1] or self._waiting[0][1] in self._settled):
            self.after, url = self._waiting.popleft()
            self._settled.discard(url)
            self._done += 1
        ledger.commit()
        if self.after is not None:
            mark = Mark(asked=self._asked, after=self.after, done=self._done)
            write_whole(self._path, mark.model_dump_json().encode())

    def clear(self) -> None:
        """Forget it: all is done."""
        self._path.unlink(missing_ok=True)
