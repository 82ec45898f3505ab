"""Brings a ledger that an older version of the program has written up to this one's tables.

A change of crawler/ledger's tables needs one more step here. SQLite keeps the version in the file
(PRAGMA user_version), PostgreSQL as the comment of a table.
"""

from sqlalchemy import Connection, inspect, text

from crawler.ledger.database.hold import wait_to_set_up
from crawler.ledger.database.schema import metadata

# What leads from each version to the next one. Ledgers of the first have no number in them.
STEPS: dict[int, tuple[str, ...]] = {
    1: (
        "ALTER TABLE urls ADD COLUMN misled BOOLEAN",
        "ALTER TABLE sources ADD COLUMN hints INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE sources ADD COLUMN true_hints INTEGER NOT NULL DEFAULT 0",
    ),
    2: ("ALTER TABLE robots ADD COLUMN asked BIGINT",),
    3: (
        "CREATE INDEX articles_given ON articles (source, first_retrieved, run) "
        "WHERE path IS NOT NULL",
    ),
    4: (),  # moves, a new table
    5: (
        "ALTER TABLE articles ADD COLUMN sample BIGINT",
        "CREATE INDEX articles_sample ON articles (sample) WHERE sample IS NOT NULL",
        # Marks of a text and of its former versions, not distinguished: they no longer count,
        # and those of the next version will.
        "UPDATE articles SET sample = 0 WHERE key IN (SELECT s.article FROM samples s "
        "JOIN articles a ON a.key = s.article GROUP BY s.article, a.marks "
        "HAVING count(*) > a.marks)",
    ),
    6: ("ALTER TABLE sources ADD COLUMN alarmed BIGINT",),
    7: ("ALTER TABLE articles ADD COLUMN asked_url VARCHAR",),
    8: (),  # alarms, a new table
    9: ("ALTER TABLE articles ADD COLUMN held VARCHAR",),
    10: (),  # captures and archive_files, new tables
    11: (
        "ALTER TABLE articles ADD COLUMN confidence INTEGER",
        "CREATE INDEX articles_duplicate ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL",
    ),
}
VERSION = max(STEPS) + 1
_EMPTY = 0


class OtherVersion(Exception):
    """A ledger that this version of the program cannot read; the text says why."""


def bring_up(connection: Connection) -> None:
    """Make the tables what this version expects, all at once; raises OtherVersion."""
    if version_read(connection) == VERSION:
        connection.commit()  # ends what reading has begun
        return
    wait_to_set_up(connection)  # another program may be about to do it
    found = version_read(connection)
    for version in range(found or VERSION, VERSION):
        for statement in STEPS[version]:
            connection.execute(text(statement))
    metadata.create_all(connection)
    if missing := missing_columns(connection):
        raise OtherVersion(
            f"has version {found}, lacks {', '.join(missing)}, and can't be brought up to version "
            f"{VERSION}: move it away, then `scrapy check --fix` makes a new one from the files"
        )
    mark(connection)
    connection.commit()


def version_read(connection: Connection) -> int:
    """Return the version of the ledger's tables, 0 if there are none; raises OtherVersion."""
    found = version_of(connection)
    if found > VERSION:
        raise OtherVersion(
            f"has version {found}, and this program reads up to {VERSION}: "
            "update the program, or name another ledger with LEDGER_URL"
        )
    return found


def version_of(connection: Connection) -> int:
    """Return the version of the ledger's tables, 0 if there are none."""
    if connection.dialect.name == "sqlite":
        stated = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if stated:
            return int(stated)
    inspector = inspect(connection)
    if not inspector.has_table("urls"):
        return _EMPTY
    comment = None
    if connection.dialect.supports_comments:
        comment = inspector.get_table_comment("urls")["text"]
    return int(comment) if comment else 1


def mark(connection: Connection) -> None:
    """Note that the tables are those of this version."""
    connection.execute(
        text(
            f"PRAGMA user_version = {VERSION}"
            if connection.dialect.name == "sqlite"
            else f"COMMENT ON TABLE urls IS '{VERSION}'"
        )
    )


def missing_columns(connection: Connection) -> list[str]:
    """Return the columns that this version needs and the ledger lacks."""
    inspector = inspect(connection)
    return [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name not in {found["name"] for found in inspector.get_columns(table.name)}
    ]
