"""What README and docs say is true: commands, settings, keys, links, samples."""

import re
import shlex
from inspect import signature
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from scrapy.settings import Settings, default_settings
from scrapy.spiderloader import SpiderLoader

from crawler import settings as our_settings
from crawler.errors import UserError
from crawler.extraction.furniture.furniture import GeneralReason
from crawler.items import Access
from crawler.output import FOLDERS
from crawler.profiles.files import KEYS, read_profile
from crawler.system.lock import RunLocked
from pipelines.document import keys as front_matter
from pipelines.text.categories import GENERAL, category
from tests.support import ROOT

README = (ROOT / "README.md").read_text("utf-8")
DOCS = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
PAGES = {"README.md": README, **DOCS}
EXPECTED = ROOT / "tests" / "fixtures" / "phnompenhpost" / "international-tides.md"


def pages(pattern: str) -> list[str]:
    """Return what the pattern finds in all pages, each once, in order."""
    return sorted({found for text in PAGES.values() for found in re.findall(pattern, text)})


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def test_each_reason_to_leave_a_block_out_is_documented() -> None:
    table = DOCS["extraction.md"].partition("| reason | the block |")[2].partition("\n\n")[0]
    assert re.findall(r"(?m)^\| (\w[\w ]+?)(?:: …)? \|", table) == [
        "profile",
        "site",
        *get_args(GeneralReason),
    ]


def table_keys(text: str, heading: str) -> list[str]:
    """Return the first column of the table below a heading."""
    return re.findall(r"^\| `(\w+)`", "\n".join(table_rows(text, heading)), re.M)


def table_rows(text: str, heading: str) -> list[str]:
    """Return the lines of the table below a heading, without its head."""
    part = text.partition(f"\n{heading}\n")[2]
    table = re.search(r"(?:^\|.*\n)+", part, re.M)
    assert table is not None
    return table[0].splitlines()[2:]


# Commands


@pytest.mark.parametrize("line", pages(r"(?:\.venv/bin/|`|^    )scrapy ([a-z].*?)(?:`|$|\n)"))
def test_scrapy_command_is_one(line: str) -> None:
    name, *words = shlex.split(line.replace("…", "x"))
    settings = Settings({key: getattr(our_settings, key) for key in dir(our_settings)})
    assert list((ROOT / "crawler" / "commands").rglob(f"{name}.py"))
    if name == "crawl" and words:
        assert words[0] in SpiderLoader.from_settings(settings).list()
        given = dict(pair.split("=", 1) for flag, pair in pairwise(words) if flag == "-a")
        taken = signature(SpiderLoader.from_settings(settings).load(words[0])).parameters
        assert given.keys() <= taken.keys()


@pytest.mark.parametrize("name", [*pages(r"\b[A-Z]{2,}(?:_[A-Z]+)+\b"), "CONTACT", "LAYOUT"])
def test_setting_is_one(name: str) -> None:
    name = name.removeprefix("NEWS_")  # of the environment
    assert hasattr(our_settings, name) or hasattr(default_settings, name)


def test_ci_runs_the_command_of_the_readme() -> None:
    install, test = re.findall(r"^    (python3 -m venv .+)$", README, re.M)
    assert install.endswith(".venv/bin/scrapy crawl replay")
    assert test in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_readme_is_one_screen_with_all_that_one_begins_with() -> None:
    assert len(README.splitlines()) <= 50
    pages = [f"docs/{name}" for name in DOCS]
    doors = ["ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "make fast"]
    commands = ["scrapy crawl replay", ".venv/bin/pytest", "crawl article", "crawl news", "*/15"]
    assert [text for text in (*commands, *pages, *doors, "POSIX") if text not in README] == []


def test_every_command_is_documented() -> None:
    named = re.findall(r"`scrapy (\w+)", "\n".join(table_rows(DOCS["operating.md"], "## Commands")))
    modules = (ROOT / "crawler" / "commands").rglob("*.py")
    commands = {path.stem for path in modules if "class Command(" in path.read_text("utf-8")}
    assert set(named) == commands


def test_every_spider_is_documented() -> None:
    rows = "\n".join(table_rows(DOCS["operating.md"], "## Commands"))
    settings = Settings({key: getattr(our_settings, key) for key in dir(our_settings)})
    spiders = SpiderLoader.from_settings(settings).list()
    assert sorted(re.findall(r"`scrapy crawl (\w+)", rows)) == sorted(spiders)


def test_every_exit_code_is_documented() -> None:
    rows = table_rows(DOCS["operating.md"], "## How a run ended")
    codes = {int(row.split("|")[1]) for row in rows}
    code = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "crawler").rglob("*.py")))
    of_errors = {int(number) for number in re.findall(r"\bexit_code(?:: int)? = (\d+)", code)}
    assert {UserError.exit_code, RunLocked.exit_code} <= of_errors
    assert codes == {0, 1} | of_errors


def test_every_folder_of_the_output_is_documented() -> None:
    rows = "\n".join(table_rows(DOCS["operating.md"], "## What a run leaves behind"))
    assert set(re.findall(r"`(\w+)/", rows)) == {"articles", *FOLDERS}


@pytest.mark.parametrize(("page", "text"), PAGES.items())
def test_links_lead_somewhere(page: str, text: str) -> None:
    folder = ROOT if page == "README.md" else ROOT / "docs"
    targets = re.findall(r"\]\(([^):#]+)\)", re.sub(r"(?s)```.*?```", "", text))
    assert [target for target in targets if not (folder / target).exists()] == []


# The file


def test_every_key_of_the_front_matter_is_documented_as_it_is_declared() -> None:
    layout, *keys = table_rows(DOCS["format.md"], "## Front matter")
    assert layout.startswith("| `layout` |")
    assert keys == [row_of(key) for key in front_matter.KEYS.values()]


def test_every_further_key_is_documented_as_it_is_declared() -> None:
    keys = table_rows(DOCS["format.md"], "### Further keys")
    assert keys == [row_of(key) for key in front_matter.FURTHER_KEYS.values()]


def test_the_settings_name_every_further_key() -> None:
    comment = (ROOT / "crawler" / "settings.py").read_text().partition("FRONT_MATTER_EXTRA =")[0]
    assert set(front_matter.FURTHER_KEYS) <= set(re.findall(r"\w+", comment[-400:]))


def row_of(key: front_matter.Key) -> str:
    return f"| `{key.name}` | {key.example} | {key.meaning} |"


def test_every_access_is_documented() -> None:
    row = next(line for line in DOCS["format.md"].splitlines() if line.startswith("| `access`"))
    assert all(f"`{word}`" in row for word in get_args(Access))


def test_every_category_is_documented() -> None:
    part = DOCS["format.md"].partition("### Categories")[2].partition("###")[0]
    documented = set(re.findall(r"`([A-Z]+)`", part))
    sections = "Opinion Sport Business Technology Science Health Environment Politics World Crime"
    known = {category(name, "") for name in f"{sections} Education Culture Travel Nation".split()}
    assert documented == known | {GENERAL}


def test_sample_is_a_file_that_the_program_writes() -> None:
    sample = blocks(DOCS["format.md"], "markdown")[0].splitlines()
    written = EXPECTED.read_text("utf-8").splitlines()
    assert [line for line in sample if line != "…" and line not in written] == []


# Sources


def test_every_key_of_a_profile_is_documented_in_its_order() -> None:
    assert table_keys(DOCS["adding-a-source.md"], "## 4. Correct what only its readers know") == [
        *KEYS
    ]


def test_profile_of_the_docs_can_be_used(tmp_path: Path) -> None:
    file = tmp_path / "herald.yml"
    file.write_text("".join(blocks(DOCS["adding-a-source.md"], "yaml")), "utf-8")
    assert read_profile(file).name == "herald"
