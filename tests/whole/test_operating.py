"""docs/operating.md says what is so."""

import configparser
import re
from configparser import ConfigParser
from typing import get_args

import pytest

from crawler import settings
from crawler.fates import FATES
from pipelines.audit.audit import Kind
from pipelines.export.columns import COLUMNS
from tests.support import ROOT

PAGE = (ROOT / "docs" / "operating.md").read_text("utf-8")
UNITS = dict(re.findall(r"```ini\n# \S+/(\S+)\n(.*?)```", PAGE, re.DOTALL))


def unit(name: str) -> ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string(UNITS[name])
    return parser


def test_crontab_line_has_five_times_and_a_command() -> None:
    (line,) = re.search(r"```crontab\n(.*?)```", PAGE, re.DOTALL)[1].splitlines()
    *times, command = line.split(maxsplit=5)

    assert all(re.fullmatch(r"[\d*/,-]+", time) for time in times)
    assert command == "cd /srv/news && .venv/bin/scrapy crawl news --quiet"
    assert "%" not in line  # which cron reads as a line end


def test_service_runs_the_command_and_takes_a_lock_for_no_failure() -> None:
    service = unit("news.service")["Service"]

    assert service["ExecStart"] == "/srv/news/.venv/bin/scrapy crawl news --quiet"
    assert service["SuccessExitStatus"] == "75"


def test_timer_starts_the_service() -> None:
    timer = unit("news.timer")

    assert re.fullmatch(r"\*:0/\d+", timer["Timer"]["OnCalendar"])
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_each_fate_is_documented_as_the_table_has_it() -> None:
    table = PAGE.partition("| fate | the page |\n|---|---|\n")[2].partition("\n| left |")[0]
    assert table.splitlines() == [f"| {row.name} | {row.meaning} |" for row in FATES.values()]


@pytest.mark.parametrize("name", ["REPORTS_KEPT", "LOGS_KEPT"])
def test_settings_are_as_documented(name: str) -> None:
    assert f"`{name}`" in PAGE
    assert f"the last {getattr(settings, name)} runs" in PAGE


@pytest.mark.parametrize("kind", get_args(Kind))
def test_each_finding_of_a_check_is_documented(kind: str) -> None:
    assert f"\n| {kind} | " in PAGE


def test_each_column_of_an_export_is_documented_as_it_is_declared() -> None:
    table = PAGE.partition("## Articles as a table")[2]
    rows = re.findall(r"^\| `.*", table, re.M)
    assert rows == [f"| `{column.name}` | {column.meaning} |" for column in COLUMNS]
