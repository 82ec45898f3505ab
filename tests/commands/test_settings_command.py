"""The command line of all commands: settings, versions, words that are too many, help."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler import __version__
from tests.support import ROOT
from tests.support.command import scrapy


def news(*words: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run `news` in a folder."""
    program = "import sys; from crawler.news_script import main; sys.argv[0] = 'news'; main()"
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_setting_is_shown_with_value_origin_and_reason(tmp_path: Path) -> None:
    (tmp_path / "news.toml").write_text('CONTACT = "desk@herald.example"\n')
    shown = scrapy("settings", "CONTACT", settings={"OUTPUT_DIR": tmp_path / "output"}).stdout
    assert "CONTACT = desk@herald.example  [" in shown
    assert "news.toml]" in shown.replace("\n", "")
    assert "How a publisher reaches the person" in shown


def test_scrapys_own_option_prints_the_value_alone(tmp_path: Path) -> None:
    done = scrapy("settings", "--get", "LAYOUT", settings={"OUTPUT_DIR": tmp_path})
    assert done.stdout == "post\n"


@pytest.mark.parametrize("command", ["crawl replay", "sources", "export", "check", "show x.html"])
def test_every_command_stops_at_a_setting_that_there_isnt(tmp_path: Path, command: str) -> None:
    (tmp_path / "news.toml").write_text('CONTCT = "x"\n')
    done = scrapy(*command.split(), settings={"OUTPUT_DIR": tmp_path / "output"})
    assert done.returncode == 2
    assert "CONTCT: there is no such setting; did you mean 'CONTACT'?" in done.stderr
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("settings LAYUOT", "no setting 'LAYUOT'; did you mean 'LAYOUT'?"),
        ("sources extra", "sources takes no argument 'extra'"),
        ("sources --chek", "no option --chek; did you mean '--check'?"),
        ("crawl article https://a.example", "say -a url=https://a.example"),
        ("crawl news herald", "say -a source=herald"),
        ("show a.html b.html", "show takes no argument 'b.html'"),
    ],
)
def test_a_wrong_word_is_named(tmp_path: Path, line: str, message: str) -> None:
    done = scrapy(*line.split(), settings={"OUTPUT_DIR": tmp_path})
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_help_lists_the_arguments_of_the_spiders(tmp_path: Path) -> None:
    text = scrapy("crawl", "-h").stdout
    for argument in ("results=FILE", "known=skip", "source=a,b", "dry_run=1", "file=urls.txt"):
        assert f"-a {argument}" in text


def test_the_version_of_the_program_is_printed() -> None:
    assert scrapy("version").stdout.startswith(f"news-ingestion {__version__} (Scrapy 2.")


def test_the_script_runs_in_any_folder(tmp_path: Path) -> None:
    assert news("--version", folder=tmp_path).stdout.startswith(f"news-ingestion {__version__}")
    done = news("settings", "--get", "LAYOUT", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "post\n")


def test_the_script_names_the_nearest_command(tmp_path: Path) -> None:
    done = news("source", folder=tmp_path)
    assert (done.returncode, done.stderr) == (2, "no command 'source'; did you mean 'sources'?\n")


def test_the_script_completes_commands_and_spiders(tmp_path: Path) -> None:
    text = news("--completion", folder=tmp_path).stdout
    script = f"{text}\nCOMP_WORDS=(news crawl re); COMP_CWORD=2; _news; echo ${{COMPREPLY[@]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert done.stdout == "replay\n"
