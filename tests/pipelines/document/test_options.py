from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

import crawler.settings
from crawler.errors import OutputError, SettingsError
from pipelines.document.options import Options, options


def settings(tmp_path: Path, **changes: Any) -> Settings:
    ours = Settings()
    ours.setmodule(crawler.settings)
    ours.setdict({"OUTPUT_DIR": str(tmp_path), **changes})
    return ours


def test_the_defaults_are_the_contracts(tmp_path: Path) -> None:
    assert options(settings(tmp_path)) == Options(output=tmp_path)


def test_what_is_set_is_followed(tmp_path: Path) -> None:
    chosen = options(
        settings(
            tmp_path,
            ARTICLE_PATH="_posts/{date}-{code}.md",
            LAYOUT="article",
            FRONT_MATTER_EXTRA="hash, authors",
            KEEP_LINKS="1",
            INLINE_IMAGES="true",
        )
    )
    assert chosen == Options(
        tmp_path, "_posts/{date}-{code}.md", "article", ("hash", "authors"), True, True
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("ARTICLE_PATH", "{cod}.md", r"\{cod\}; did you mean 'code'"),
        ("ARTICLE_PATH", "{code.__class__}.md", "unknown placeholder"),
        ("ARTICLE_PATH", "{}.md", "unknown placeholder"),
        ("ARTICLE_PATH", "{code.md", "ARTICLE_PATH"),
        ("ARTICLE_PATH", "/etc/{code}.md", "must lie in OUTPUT_DIR"),
        ("ARTICLE_PATH", "../{code}.md", "must lie in OUTPUT_DIR"),
        ("ARTICLE_PATH", "{date}.md", r"must have \{code\}"),
        ("ARTICLE_PATH", "{code}.html", r"end in \.md"),
        ("FRONT_MATTER_EXTRA", "author", "'author'; did you mean 'authors'"),
        ("FRONT_MATTER_EXTRA", "hash,xyz", "unknown key 'xyz'; known are authors"),
        ("LAYOUT", "", "LAYOUT"),
        ("LAYOUT", "a\nb", "LAYOUT"),
    ],
)
def test_a_wrong_value_is_named_with_the_nearest_right_one(
    tmp_path: Path, name: str, value: str, message: str
) -> None:
    with pytest.raises(SettingsError, match=message) as raised:
        options(settings(tmp_path, **{name: value}))
    assert str(raised.value).startswith(name)


def test_an_output_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"OUTPUT_DIR .*file/output: Not a directory"):
        options(settings(tmp_path / "file" / "output"))
