"""One run at a time on a ledger, whatever folder it writes to and whatever machine it is on.

On SQLite it is a file beside the ledger. On PostgreSQL it is an advisory lock of the session that
writes: when the server ends that, the lock is gone, and so is all that the run could still write.
"""

import os
import socket
from pathlib import Path

from sqlalchemy import URL, Connection, text

from crawler.ledger.database.address import is_sqlite, shown
from crawler.system.lock import LockFile, RunLocked

_REMEDY = "ledger with LEDGER_URL"
# The first half of the key of our advisory locks, which other programs may have too in a database;
# the second is the schema, for each may have a ledger of its own.
_RUN = int.from_bytes(b"news", "big")
_SETUP = _RUN + 1
_KEY = "CAST({} AS integer), hashtext(current_schema())"
_TRY = text(f"SELECT pg_try_advisory_lock({_KEY.format(_RUN)})")
_WAIT = text(f"SELECT pg_advisory_xact_lock({_KEY.format(_SETUP)})")
# What other sessions read of this one; and that the server is to find out within a minute when
# this machine is gone, and let go of the lock.
_INTRODUCE = text(
    "SELECT set_config('application_name', :name, false),"
    " set_config('tcp_keepalives_idle', '30', false),"
    " set_config('tcp_keepalives_interval', '10', false),"
    " set_config('tcp_keepalives_count', '3', false)"
)
_HOLDER = text(
    "SELECT application_name, to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
    " FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    f" AND classid = {_RUN} AND objid = CAST(hashtext(current_schema()) AS oid)"
)


class Hold:
    """Keeps other runs off the ledger from take() until let_go(), or the connection's end."""

    def __init__(self, url: URL, connection: Connection) -> None:
        self._url = url
        self._connection = connection
        self._file: LockFile | None = None
        if is_sqlite(url) and url.database:
            # A ledger that several names lead to is one ledger.
            path = Path(url.database).resolve()
            self._file = LockFile(path.with_name(f".{path.name}.lock"), self._place, _REMEDY)

    def take(self, run: str) -> None:
        """Take the lock for a run such as "scrapy crawl news".

        Raises RunLocked, OSError, or what the database raises.
        """
        if self._file is not None:
            self._file.take(run)
        elif not is_sqlite(self._url):
            self._take_in_session(run)

    def let_go(self) -> None:
        """Release a file's lock; a session's ends with the session."""
        if self._file is not None:
            self._file.let_go()

    def _take_in_session(self, run: str) -> None:
        if not self._connection.scalar(_TRY):
            row = self._connection.execute(_HOLDER).first()
            self._connection.rollback()
            holder = f"{row[0]}, since {row[1]}+00:00" if row else ""
            raise RunLocked(self._place, holder, _REMEDY)
        # PostgreSQL keeps 63 bytes.
        name = f"{run}, process {os.getpid()} on {socket.gethostname()}"
        self._connection.execute(_INTRODUCE, {"name": name})
        self._connection.commit()

    @property
    def _place(self) -> str:
        return f"ledger {shown(self._url)}"


def wait_to_set_up(connection: Connection) -> None:
    """Be the only program that makes or changes tables, until the transaction ends."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(_WAIT)
