"""A run in one line of JSON, for those who collect logs: SUMMARY_FILE."""

import json
import logging
import sys
from contextlib import closing
from logging.handlers import RotatingFileHandler
from pathlib import Path

from crawler.errors import OutputError
from crawler.run.announcements import Announcements
from crawler.run.run_log import LARGEST
from crawler.run.tally import Tally
from crawler.run.verdict import Verdict

STANDARD_ERROR = "-"


def check_summary_file(file: str | None) -> None:
    """Raise OutputError for a file that can't be written."""
    if file and file != STANDARD_ERROR:
        try:
            Path(file).open("a").close()
        except OSError as error:
            raise OutputError(f"SUMMARY_FILE {file}: can't be written: {error.strerror}") from error


def write_line(
    file: str,
    run: str,
    tally: Tally,
    announced: Announcements,
    verdict: Verdict,
    report: Path | None,
) -> None:
    """Add the run's line to the file; run: its name, which begins with the time of its start."""
    text = json.dumps(
        {
            "run": run,
            "exit_code": verdict.exit_code,
            "verdict": verdict.sentence,
            "seen": tally.seen,
            "left": tally.left.total(),
            "fates": {fate: number for fate, number in tally.totals.items() if number},
            "sources": list(tally.sources),
            "standing": announced.sources,
            "over": announced.over,
            "report": None if report is None else str(report),
        },
        ensure_ascii=False,
    )
    if file == STANDARD_ERROR:
        sys.stderr.write(f"{text}\n")
        return
    with closing(
        RotatingFileHandler(file, maxBytes=LARGEST, backupCount=4, encoding="utf-8")
    ) as to:
        to.emit(logging.makeLogRecord({"msg": text}))
