"""Settings of one's own, and which of the places goes before the others."""

from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler import settings as shipped
from crawler.cli.own_settings import take_own_settings
from crawler.cli.reasons import origin, reasons, shown
from crawler.errors import SettingsError


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of the project, with an output in the test's folder."""
    settings = Settings()
    settings.setmodule(shipped)
    settings.set("OUTPUT_DIR", str(tmp_path / "output"), priority="project")
    return settings


def taken(settings: Settings, **environment: str) -> Settings:
    take_own_settings(settings, environment)
    return settings


def write(folder: Path, text: str, name: str = "news.toml") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_a_file_beside_the_output_is_taken(settings: Settings, tmp_path: Path) -> None:
    write(tmp_path, 'CONTACT = "desk@herald.example"\nDOWNLOAD_DELAY = 2\n')
    taken(settings)
    assert (settings["CONTACT"], settings.getfloat("DOWNLOAD_DELAY")) == ("desk@herald.example", 2)


def test_yaml_says_the_same(settings: Settings, tmp_path: Path) -> None:
    write(tmp_path, "CONTACT: desk@herald.example\n", "news.yml")
    assert taken(settings)["CONTACT"] == "desk@herald.example"


def test_a_file_elsewhere_is_named_and_its_paths_begin_where_it_lies(
    settings: Settings, tmp_path: Path
) -> None:
    file = write(tmp_path, 'OUTPUT_DIR = "content"\n', "mine.toml")
    settings.set("CONFIG", str(file), priority="cmdline")
    assert taken(settings)["OUTPUT_DIR"] == str(tmp_path / "content")


def test_the_environment_goes_before_the_file_and_the_command_line_before_both(
    settings: Settings, tmp_path: Path
) -> None:
    write(tmp_path, 'CONTACT = "file"\nLAYOUT = "file"\nIMAGE_FORMAT = "file"\n')
    settings.set("CONTACT", "line", priority="cmdline")
    taken(settings, NEWS_CONTACT="environment", NEWS_LAYOUT="environment")
    names = ("CONTACT", "LAYOUT", "IMAGE_FORMAT")
    assert [settings[name] for name in names] == ["line", "environment", "file"]
    assert [origin(settings, name) for name in names] == [
        "command line",
        "NEWS_LAYOUT",
        str(tmp_path / "news.toml"),
    ]
    assert origin(settings, "KEEP_LINKS") == "settings.py"
    assert origin(settings, "DNSCACHE_SIZE") == "Scrapy"


def test_the_environment_says_where_the_file_is(settings: Settings, tmp_path: Path) -> None:
    file = write(tmp_path, 'CONTACT = "file"\n', "mine.toml")
    assert taken(settings, NEWS_CONFIG=str(file))["CONTACT"] == "file"


def test_a_list_is_as_good_as_a_text_with_commas(settings: Settings, tmp_path: Path) -> None:
    write(tmp_path, 'FRONT_MATTER_EXTRA = ["authors", "published"]\n')
    assert taken(settings).getlist("FRONT_MATTER_EXTRA") == ["authors", "published"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("news.toml", 'CONTCT = "x"', r"news\.toml: CONTCT: there is no such.*mean 'CONTACT'"),
        ("news.toml", 'contact = "x"', r"news\.toml: contact: there is no.*mean 'CONTACT'"),
        ("news.toml", 'NOTHING_LIKE_IT = "x"', r"news\.toml: NOTHING_LIKE_IT: there is no such"),
        ("news.toml", "DOWNLOAD_DELAY = 'fast'", r"news\.toml: DOWNLOAD_DELAY=fast: needs a value"),
        ("news.toml", "DOWNLOAD_DELAY = -1", r"news\.toml: DOWNLOAD_DELAY=-1: needs 0 or more"),
        ("news.toml", "DOWNLOAD_DELAY = nan", r"news\.toml: DOWNLOAD_DELAY=nan: needs 0 or more"),
        ("news.toml", "EXTRACTION_TIMEOUT = 0", r"EXTRACTION_TIMEOUT=0: needs 0\.01 or more"),
        ("news.yml", "CONCURRENT_REQUESTS: 0", r"news\.yml: CONCURRENT_REQUESTS=0: needs 1 or"),
        ("news.toml", "CONTACT = 5", r"news\.toml: CONTACT: needs a text, not 5"),
        ("news.toml", "CONTACT = x", r"news\.toml: .*line 1"),
        ("news.yml", "CONTACT: [", r"news\.yml: .*line"),
        ("news.yml", "desk@herald.example", r"news\.yml: needs lines such as"),
    ],
)
def test_a_mistake_in_a_file_names_file_and_key(
    settings: Settings, tmp_path: Path, name: str, text: str, message: str
) -> None:
    write(tmp_path, text, name)
    with pytest.raises(SettingsError, match=message):
        taken(settings)


def test_a_mistake_in_the_environment_names_the_variable(settings: Settings) -> None:
    with pytest.raises(SettingsError, match=r"NEWS_CONTCT: there is no .*mean 'CONTACT'"):
        taken(settings, NEWS_CONTCT="x")
    with pytest.raises(SettingsError, match="NEWS_DOWNLOAD_DELAY=fast: needs a value"):
        taken(settings, NEWS_DOWNLOAD_DELAY="fast")


def test_a_variable_of_another_program_is_none_of_ours(settings: Settings) -> None:
    assert "READER_TOKEN_FOR_PHONES" not in taken(settings, NEWS_READER_TOKEN_FOR_PHONES="x")


def test_a_password_in_the_environment_stays_there(settings: Settings) -> None:
    assert taken(settings, NEWS_LEDGER_URL="postgresql://a:b@c/d")["LEDGER_URL"] is None


def test_a_file_that_there_isnt_is_named(settings: Settings) -> None:
    settings.set("CONFIG", "/nowhere/news.toml", priority="cmdline")
    with pytest.raises(SettingsError, match=r"/nowhere/news\.toml: No such file"):
        taken(settings)


def test_two_files_are_one_too_many(settings: Settings, tmp_path: Path) -> None:
    for name in ("news.toml", "news.yml"):
        write(tmp_path, "", name)
    with pytest.raises(SettingsError, match=r"news\.toml and news\.yml: keep one of them"):
        taken(settings)


def test_each_setting_of_ours_has_its_reason() -> None:
    why = reasons()
    assert why["CONCURRENT_REQUESTS_PER_DOMAIN"] == "8: one request at a time per site"
    assert why["KEEP_COPIES"].startswith("A copy of an article")
    assert why["LOGS_KEPT"] == why["REPORTS_KEPT"]
    names = [name for name in vars(shipped) if name.isupper()]
    plain = {"SPIDER_MODULES", "NEWSPIDER_MODULE", "COMMANDS_MODULE"}  # where what is
    wiring = {name for name in names if isinstance(getattr(shipped, name), dict)}
    assert [name for name in names if not why[name] and name not in plain | wiring] == []


def test_no_password_is_shown() -> None:
    assert (
        shown("postgresql://desk:secret@db.example/news") == "postgresql://desk:***@db.example/news"
    )


def test_the_example_of_the_docs_can_be_used(settings: Settings, tmp_path: Path) -> None:
    from tests.support import ROOT

    page = (ROOT / "docs" / "operating.md").read_text("utf-8")
    write(tmp_path, page.partition("```toml\n")[2].partition("```")[0])
    assert taken(settings)["CONTACT"] == "desk@herald.example"
