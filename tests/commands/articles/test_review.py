"""`scrapy review` serves the pages as long as it runs, and says what is wrong with its options."""

import http.client
import re
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.support.command import scrapy
from tests.support.reviews import three_articles


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--host", "0.0.0.0"], "--host 0.0.0.0 is for others too: give --token with it"),
        (["--host", "review.example"], "give --token with it"),
        (["--port", "0"], "--port 0: needs a number from 1 to 65535"),
        (["--url", "https://a.example/b"], "needs a scheme and a host alone"),
        (["--url", "a.example"], "needs a scheme and a host alone"),
        (["--prot", "1"], "no option"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, words: list[str], message: str) -> None:
    done = scrapy("review", *words, settings={"OUTPUT_DIR": tmp_path})
    assert done.returncode == 2
    assert message in done.stderr


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = scrapy("review", settings={"OUTPUT_DIR": tmp_path / "none"})
    assert done.returncode == 2
    assert "there is no such folder" in done.stderr


def test_without_the_extra_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util\n"
        "found = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *rest: "
        "None if name == 'flask' else found(name, *rest)\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "review", f"-sOUTPUT_DIR={tmp_path}"],
        cwd=ROOT,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "scrapy review needs flask: pip install 'news-ingestion[review]'" in done.stderr


def test_it_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    three_articles(tmp_path)
    command = [sys.executable, "-m", "scrapy", "review", "--port", "18765", "--token"]
    with subprocess.Popen(
        [*command, f"-sOUTPUT_DIR={tmp_path}"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(
            r"http://127\.0\.0\.1:18765(/log-in\?token=\S{20,}) until Ctrl-C\n", line
        )
        assert found
        with closing(http.client.HTTPConnection("127.0.0.1", 18765, timeout=30)) as connection:
            connection.request("GET", found[1])
            with connection.getresponse() as answer:
                assert (answer.status, answer.headers["Location"]) == (303, "/")
                assert answer.headers["Server"] == "review"
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
