"""Writes rows as JSON lines, CSV, Parquet or SQLite, a few at a time in memory."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

from scrapy.exporters import BaseItemExporter, CsvItemExporter, JsonLinesItemExporter

from crawler.errors import SettingsError
from pipelines.export.columns import COLUMNS
from pipelines.export.rows import Row, plain

_NAMES = [column.name for column in COLUMNS]
_AT_A_TIME = 1000  # rows
_SQLITE = {"text": "TEXT", "texts": "TEXT", "number": "INTEGER", "instant": "TEXT"}


def to_jsonl(rows: Iterable[Row], stream: IO[bytes]) -> None:
    """Write one object per line."""
    _export(rows, JsonLinesItemExporter(cast(BytesIO, stream), encoding="utf-8"))


def to_csv(rows: Iterable[Row], stream: IO[bytes]) -> None:
    """Write a table with a head; several names in a cell are separated by semicolons."""
    exporter = CsvItemExporter(
        cast(BytesIO, stream),
        encoding="utf-8",
        join_multivalued="; ",
        lineterminator="\n",
        fields_to_export=_NAMES,
    )
    _export(rows, exporter)


def to_sqlite(rows: Iterable[Row], path: Path) -> None:
    """Write a database with a table `articles`; several names in a cell are a JSON array."""
    columns = ", ".join(f"{column.name} {_SQLITE[column.kind]}" for column in COLUMNS)
    places = ", ".join(f":{name}" for name in _NAMES)
    database = sqlite3.connect(path)
    try:
        with database:
            database.execute(f"CREATE TABLE articles ({columns})")
            database.executemany(
                f"INSERT INTO articles VALUES ({places})", map(_cells, map(plain, rows))
            )
    finally:
        database.close()


def to_parquet(rows: Iterable[Row], path: Path) -> None:
    """Write a Parquet file; raises SettingsError if its library is missing."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise SettingsError(
            "--format parquet: run pip install 'news-ingestion[parquet]' first"
        ) from error
    types = {
        "text": pyarrow.string(),
        "texts": pyarrow.list_(pyarrow.string()),
        "number": pyarrow.int64(),
        "instant": pyarrow.timestamp("ms", "UTC"),
    }
    schema = pyarrow.schema([(column.name, types[column.kind]) for column in COLUMNS])
    with ParquetWriter(path, schema) as writer:
        for some in _parts(rows):
            writer.write_batch(pyarrow.RecordBatch.from_pylist(some, schema))


STREAMS: dict[str, Callable[[Iterable[Row], IO[bytes]], None]] = {"jsonl": to_jsonl, "csv": to_csv}
FILES: dict[str, Callable[[Iterable[Row], Path], None]] = {
    "parquet": to_parquet,
    "sqlite": to_sqlite,
}


def _export(rows: Iterable[Row], exporter: BaseItemExporter) -> None:
    exporter.start_exporting()
    for row in rows:
        exporter.export_item(plain(row))
    exporter.finish_exporting()


def _cells(row: Row) -> dict[str, Any]:
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
        for name, value in row.items()
    }


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    every = iter(rows)
    return iter(lambda: list(islice(every, _AT_A_TIME)), [])
