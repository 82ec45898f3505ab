"""A run in one line of JSON, for those who collect logs: SUMMARY_FILE."""

import json
import logging
import sys
from contextlib import closing
from logging.handlers import RotatingFileHandler
from pathlib import Path

from crawler.errors import OutputError
from crawler.report.run_report import INDEX
from crawler.run.announcements import Announcements
from crawler.run.run_log import LARGEST
from crawler.run.tally import Tally
from crawler.run.verdict import Verdict
from crawler.system.whole_files import write_whole

STANDARD_ERROR = "-"
LISTED = 200  # runs in the index: two days of runs each quarter of an hour


def check_summary_file(file: str | None) -> None:
    """Raise OutputError for a file that can't be written."""
    if file and file != STANDARD_ERROR:
        try:
            Path(file).open("a").close()
        except OSError as error:
            raise OutputError(f"SUMMARY_FILE {file}: can't be written: {error.strerror}") from error


def line_of(
    run: str, tally: Tally, announced: Announcements, verdict: Verdict, report: Path | None
) -> str:
    """Return the run's line; run: its name, which begins with the time of its start."""
    return json.dumps(
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


def write_line(file: str, line: str) -> None:
    """Add the run's line to a file, or print it on standard error."""
    if file == STANDARD_ERROR:
        sys.stderr.write(f"{line}\n")
        return
    with closing(
        RotatingFileHandler(file, maxBytes=LARGEST, backupCount=4, encoding="utf-8")
    ) as to:
        to.emit(logging.makeLogRecord({"msg": line}))


def index_run(folder: Path, line: str) -> None:
    """Add the run to the folder's index, where the last LISTED runs are; raises OSError."""
    from crawler.report.html_page import index_page  # Jinja takes a while to load

    file = folder / "runs.jsonl"
    former = file.read_text("utf-8").splitlines() if file.exists() else []
    lines = [*former, line][-LISTED:]
    write_whole(file, "".join(f"{one}\n" for one in lines).encode("utf-8", "backslashreplace"))
    page = index_page([json.loads(one) for one in lines])
    write_whole(folder / INDEX, page.encode("utf-8", "backslashreplace"))
