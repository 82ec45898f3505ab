"""Each run has its own log file; old ones go."""

import errno
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.errors import OutputError
from crawler.run.run_log import RunLog

logger = logging.getLogger("crawler.somewhere")


@pytest.fixture(autouse=True)
def as_scrapy_sets_it() -> Iterator[None]:
    """Scrapy lets every record through to the handlers."""
    level = logging.root.level
    logging.root.setLevel(logging.NOTSET)
    yield
    logging.root.setLevel(level)


def test_what_is_logged_during_a_run_is_in_its_file(tmp_path: Path) -> None:
    with RunLog(tmp_path, "20241017-news", 5):
        logger.info("written: %s", "https://herald.example/ជំរាបសួរ")
        logger.debug("a detail")
    logger.info("after the run")

    lines = (tmp_path / "logs" / "20241017-news.log").read_text("utf-8").splitlines()
    assert len(lines) == 1
    assert lines[0].endswith("INFO: written: https://herald.example/ជំរាបសួរ")


def test_control_characters_of_a_page_are_shown(tmp_path: Path) -> None:
    with RunLog(tmp_path, "20241017-news", 5):
        logger.info("written: %s", "a\x1b]0;b\x07\x9b\u202ec")

    log = (tmp_path / "logs" / "20241017-news.log").read_text("utf-8").rstrip("\n")
    assert log.isprintable()
    assert log.endswith(r"a\x1b]0;b\x07\x9b\u202ec")


@pytest.mark.parametrize(("kept", "left"), [(3, [5, 6, 7]), (1, [7]), (0, [7])])
def test_logs_of_the_last_runs_stay(tmp_path: Path, kept: int, left: list[int]) -> None:
    for number in range(8):
        with RunLog(tmp_path, f"run{number}", kept):
            logger.info("done")

    assert sorted(path.name for path in (tmp_path / "logs").iterdir()) == [
        f"run{number}.log" for number in left
    ]


def test_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "logs").touch()

    with pytest.raises(OutputError, match="logs: can't be written: File exists"):
        RunLog(tmp_path, "run", 5)


def test_full_disk_does_not_stop_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with RunLog(tmp_path, "run", 5) as log:
        log.stream.close()
        log.stream = FullDisk()
        logger.info("done")

    assert capsys.readouterr().err == ""


class FullDisk:
    def write(self, text: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def seek(self, *args: object) -> None:
        """Be a file."""

    def tell(self) -> int:
        return 0

    def flush(self) -> None:
        """Be a file."""

    def close(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")
