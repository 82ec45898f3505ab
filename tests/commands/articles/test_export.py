"""`scrapy export` and feeds: all that files and ledger know, as rows."""

import csv
import json
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pyarrow import parquet

from crawler.commands.articles.export import Rows, format_of, instant
from crawler.errors import ArgumentError, SettingsError
from crawler.items import Article, FiledArticle
from crawler.ledger import Entry, Ledger
from pipelines.document.keys import FURTHER_KEYS
from pipelines.document.options import Options
from pipelines.document.reading import article_file
from pipelines.document.render import render
from pipelines.export.columns import COLUMNS, published_at
from pipelines.export.rows import Row, article_row, file_row, plain
from pipelines.export.writers import STREAMS, to_parquet, to_sqlite
from tests.support.articles import make_article, make_filed
from tests.support.command import Done, scrapy
from tests.support.runs import Steps

NOW = datetime(2024, 10, 25, 8, 39, 1, 247000, tzinfo=timezone.utc)
LATER = NOW + timedelta(days=2)


def written(output: Path, *articles: Article, **options: Any) -> list[FiledArticle]:
    """Write articles and their ledger."""
    with closing(Ledger(f"sqlite:///{output / 'ledger.sqlite'}")) as ledger:
        ledger.begin_run("article", NOW)
        steps = Steps(ledger, Options(output=output, **options))
        return [steps.process_item(article) for article in articles]


def article(name: str, **changes: Any) -> Article:
    url = f"https://herald.example/{name}"
    return make_article(url=url, canonical_url=url, **changes)


def rows(output: Path, since: datetime | None = None, sources: tuple[str, ...] = ()) -> list[Row]:
    with closing(Ledger(f"sqlite:///{output / 'ledger.sqlite'}")) as ledger:
        return list(Rows(Options(output=output), ledger, since, sources))


def test_a_row_says_what_file_and_ledger_say(tmp_path: Path) -> None:
    (made,) = written(tmp_path, article("a"))
    (row,) = rows(tmp_path)
    body = row.pop("article_body")
    assert body.startswith("# Harbour reopens after the storm\n\n![](https://herald.example/im")
    assert body.endswith("Ferries sail again from Monday.")
    assert row == {
        "code": made.code,
        "url": made.article.canonical_url,
        "asked_url": made.article.url,
        "headline": made.article.headline,
        "description": made.article.description,
        "authors": [],
        "source": "herald",
        "section": None,
        "keywords": [],
        "category": "WORLD",
        "language": "en",
        "date_published": "2024-10-17T08:45:00.000Z",
        "date_modified": None,
        "date_retrieved": NOW,
        "image": "https://herald.example/images/harbour.jpg",
        "caption": None,
        "image_origin": None,
        "access": None,
        "confidence": None,
        "same_as": None,
        "path": made.path,
        "date_updated": NOW,
        "date_withdrawn": None,
        "revisions": 0,
    }


def test_a_file_with_further_keys_says_all_that_a_feed_does() -> None:
    options = Options(output=Path("output"), extra=tuple(FURTHER_KEYS))
    made = make_filed(path="a.md", category="WORLD", keywords=("a", "b"), confidence=87)
    content = render(made, NOW, options).encode()
    row = file_row("a.md", article_file(content), None)
    expected = article_row(made, options)
    del expected["asked_url"]  # the ledger has it of a file
    assert {name: row[name] for name in expected} == expected
    assert [name for name in row if name not in expected] == [
        "asked_url",
        "date_updated",
        "date_withdrawn",
        "revisions",
    ]


def test_every_row_has_every_column(tmp_path: Path) -> None:
    written(tmp_path, article("a"))
    (tmp_path / "articles" / "own.md").write_text("---\ntitle: About\n---\n")
    assert [list(row) for row in rows(tmp_path)] == [[column.name for column in COLUMNS]] * 2


@pytest.mark.parametrize(
    ("code", "published", "said"),
    [
        ("ART2410171545AAAAAA", datetime(2024, 10, 17, 8, 45), datetime(2024, 10, 17, 8, 45)),
        ("ART2410170000AAAAAA", datetime(2024, 10, 18), date(2024, 10, 17)),
        ("ART2410180000AAAAAA", datetime(2024, 10, 18), datetime(2024, 10, 18)),
        ("ART2410170000AAAAAA", datetime(2024, 10, 16, 17), datetime(2024, 10, 16, 17)),
    ],
)
def test_a_day_without_a_time_stays_a_day(code: str, published: datetime, said: date) -> None:
    aware = published.replace(tzinfo=timezone.utc)
    entry = Entry(
        url="", code=code, source="", run=1, first_retrieved=NOW, retrieved=NOW, published=aware
    )
    expected = said.replace(tzinfo=timezone.utc) if isinstance(said, datetime) else said
    assert published_at(entry) == expected


def test_rows_are_chosen_by_time_and_source(tmp_path: Path) -> None:
    written(
        tmp_path,
        article("a", headline="A"),
        article("b", headline="B", date_retrieved=LATER),
        article("c", headline="C", source="gazette", date_retrieved=LATER),
    )
    assert {row["headline"] for row in rows(tmp_path, since=LATER)} == {"B", "C"}
    assert {row["headline"] for row in rows(tmp_path, sources=("herald",))} == {"A", "B"}
    assert {row["headline"] for row in rows(tmp_path, LATER, ("herald",))} == {"B"}


def test_a_file_without_a_ledger_is_a_row_too(tmp_path: Path) -> None:
    written(tmp_path, article("a"), extra=("published", "source"))
    (tmp_path / "ledger.sqlite").unlink()
    (row,) = rows(tmp_path)
    assert (row["source"], row["date_published"]) == ("herald", "2024-10-17T15:45:00+07:00")


HOSTILE = 'He said: "no", =1+1;\tx | <b> ក 😀'


def exported(tmp_path: Path, form: str, made: list[Row]) -> list[dict[str, Any]]:
    """Write rows in a format, and read them as its users do."""
    stream, path = BytesIO(), tmp_path / "out"
    if form == "jsonl":
        STREAMS[form](made, stream)
        return [json.loads(line) for line in stream.getvalue().decode().splitlines()]
    if form == "csv":
        kept = tmp_path / "out.csv"
        with kept.open("wb") as file:
            STREAMS[form](made, file)
        return list(csv.DictReader(kept.read_text("utf-8").splitlines(keepends=True)))
    if form == "sqlite":
        to_sqlite(made, path)
        with closing(sqlite3.connect(path)) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute("SELECT * FROM articles")]
    to_parquet(made, path)
    return parquet.read_table(path).to_pylist()


@pytest.mark.parametrize(
    ("form", "authors", "retrieved"),
    [
        ("jsonl", ["Ada", "Bo"], "2024-10-25T08:39:01.247Z"),
        ("csv", "Ada; Bo", "2024-10-25T08:39:01.247Z"),
        ("sqlite", '["Ada", "Bo"]', "2024-10-25T08:39:01.247Z"),
        ("parquet", ["Ada", "Bo"], NOW),
    ],
)
def test_each_format_reads_back_as_it_was(
    tmp_path: Path, form: str, authors: object, retrieved: object
) -> None:
    row: Row = dict.fromkeys([column.name for column in COLUMNS])
    row |= {"headline": HOSTILE, "authors": ["Ada", "Bo"], "date_retrieved": NOW, "revisions": 2}
    found = exported(tmp_path, form, [row] * 1500)
    assert len(found) == 1500
    assert list(found[0]) == [column.name for column in COLUMNS]
    assert (found[0]["headline"], found[0]["authors"]) == (HOSTILE, authors)
    assert found[0]["date_retrieved"] == retrieved
    assert str(found[0]["revisions"]) == "2"
    assert not found[0]["article_body"]


@pytest.mark.parametrize("form", ["jsonl", "csv", "sqlite", "parquet"])
def test_no_article_is_no_fault(tmp_path: Path, form: str) -> None:
    assert exported(tmp_path, form, []) == []


@pytest.mark.parametrize(
    ("name", "path", "form"),
    [(None, None, "jsonl"), ("csv", None, "csv"), (None, "a.parquet", "parquet")],
)
def test_the_format_is_named_or_follows_from_the_ending(
    name: str | None, path: str | None, form: str
) -> None:
    assert format_of(name, path) == form


@pytest.mark.parametrize(
    ("name", "path", "message"),
    [
        ("jsnl", None, "--format jsnl; did you mean 'jsonl'"),
        (None, "articles.txt", "-o articles.txt: say --format; known are jsonl"),
        ("sqlite", None, "--format sqlite needs a file"),
    ],
)
def test_a_wrong_format_is_reported(name: str | None, path: str | None, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        format_of(name, path)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-10-25", datetime(2024, 10, 25, tzinfo=timezone.utc)),
        ("2024-10-25T08:39:01.247Z", NOW),
        ("2024-10-25T15:39:01.247+07:00", NOW),
    ],
)
def test_a_day_or_an_instant_is_read(text: str, moment: datetime) -> None:
    assert instant(text) == moment


def test_a_time_that_is_none_is_reported() -> None:
    with pytest.raises(ArgumentError, match="--since yesterday: needs a day"):
        instant("yesterday")


def export(output: Path, *words: str) -> Done:
    return scrapy("export", "-s", f"OUTPUT_DIR={output}", *words)


def test_the_command_writes_to_standard_output_and_names_what_it_cannot_read(
    tmp_path: Path,
) -> None:
    made, broken = written(tmp_path, article("a"), article("b"))
    (tmp_path / broken.path).write_text("---\n")
    done = export(tmp_path)
    assert done.returncode == 1
    assert [json.loads(line)["code"] for line in done.stdout.splitlines()] == [made.code]
    assert done.stderr == f"{broken.path}: its front matter has no end\n"


def test_the_command_writes_a_file_in_place_of_another(tmp_path: Path) -> None:
    written(tmp_path, article("a"))
    file = tmp_path / "out.sqlite"
    for _ in range(2):
        done = export(tmp_path, "-o", str(file))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT count(*) FROM articles").fetchone() == (1,)
    assert list(tmp_path.glob(".*unfinished")) == []


def test_a_source_that_gave_nothing_is_named(tmp_path: Path) -> None:
    written(tmp_path, article("a"))
    done = export(tmp_path, "--source", "herald,heralt")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)
    assert done.stderr == "--source herald,heralt: there is no article of 'heralt'\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["herald"], "export takes no argument 'herald'"),
        (["-s", "OUTPUT_DIR=/nowhere"], "OUTPUT_DIR /nowhere: there is no such folder"),
        (["-o", "/nowhere/a.csv"], "/nowhere/a.csv: can't be written: No such file"),
    ],
)
def test_wrong_use_is_reported(tmp_path: Path, words: list[str], message: str) -> None:
    done = export(tmp_path, *words)
    assert done.returncode == 2
    assert message in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_library_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    missing = r"--format parquet: run pip install 'news-ingestion\[parquet\]' first"
    with pytest.raises(SettingsError, match=missing):
        to_parquet([], tmp_path / "a.parquet")


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `scrapy crawl replay` writes with -o in every format."""
    folder = tmp_path_factory.mktemp("feeds")
    settings = {"OUTPUT_DIR": folder, "EXTRACTION_PROCESSES": 0}
    feeds = [f"-o{folder / 'feed'}.{ending}" for ending in ("json", "jsonl", "csv", "xml")]
    done = scrapy("crawl", "replay", *feeds, "-a", "path=tests/fixtures/presstv", settings=settings)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def fed(feeds: Path, ending: str) -> list[dict[str, Any]]:
    path = feeds / f"feed.{ending}"
    if ending == "json":
        return list(json.loads(path.read_bytes()))
    if ending == "jsonl":
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if ending == "csv":
        return list(csv.DictReader(path.read_text("utf-8").splitlines(keepends=True)))
    items = ElementTree.parse(path).getroot()
    return [{field.tag: field.text for field in item} for item in items]


@pytest.mark.parametrize("ending", ["json", "jsonl", "csv", "xml"])
def test_a_feed_has_flat_rows_with_the_text_of_the_file(feeds: Path, ending: str) -> None:
    found = fed(feeds, ending)
    assert len(found) == len(list((feeds / "articles").iterdir()))
    for row in found:
        assert list(row) == [column.name for column in COLUMNS if column.of_article]
        file = article_file((feeds / row["path"]).read_bytes())
        assert row["article_body"] == file.body.strip("\n")
        assert row["headline"] == file.keys["title"]
        assert row["date_published"].endswith(("+03:30", "+04:30"))


def test_a_feed_and_an_export_say_the_same(feeds: Path) -> None:
    of_files = {row["code"]: plain(row) for row in rows(feeds)}
    names = ("url", "headline", "description", "category", "language", "image", "article_body")
    found = fed(feeds, "jsonl")
    assert {row["code"] for row in found} == set(of_files)
    for row in found:
        same = of_files[row["code"]]
        assert [row[name] for name in names] == [same[name] for name in names]
        assert row["date_retrieved"] == same["date_retrieved"]


def test_a_withdrawn_article_says_so(tmp_path: Path) -> None:
    (made,) = written(tmp_path, article("a"))
    with closing(Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")) as ledger:
        entry = ledger.holder(made.code)
        assert entry is not None
        ledger.save(replace(entry, withdrawn=LATER))
    assert rows(tmp_path)[0]["date_withdrawn"] == LATER
