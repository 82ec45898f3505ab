"""A PostgreSQL server for the tests alone, on a socket in a folder of its own."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

USER = "postgres"  # the server does not run as root; Debian's package makes this user
# Nothing of it is to outlive a test.
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB")


class Server:
    """A server that runs, and its databases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder  # of its socket
        self._numbers = count()

    def new_ledger(self) -> str:
        """Return the address of an empty schema, which is made in a tenth of a database's time."""
        name = f"test{next(self._numbers)}"
        self.sql(f"CREATE SCHEMA {name}")
        return f"postgresql://{USER}@/{USER}?host={self.folder}&options=-csearch_path%3D{name}"

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """Run a statement beside the program, and return its rows."""
        import psycopg

        place = {"host": str(self.folder), "user": USER, "dbname": USER}
        with psycopg.connect(**place, autocommit=True) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []


def lacks() -> str:
    """Return why there can be no server here, "" if there can."""
    if programs() is None:
        return "PostgreSQL is not installed"
    return "" if find_spec("psycopg") else "psycopg is not installed"


def programs() -> Path | None:
    """Return the folder of the server's programs: the newest of Debian's, or that of the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found and (path := shutil.which("initdb")):
        found = [Path(path)]
    return found[-1].parent if found else None


@contextmanager
def running() -> Iterator[Server]:
    """Run a server, until the tests are through."""
    folder = Path(mkdtemp(prefix="pg"))  # short, for the path of a socket
    as_user = {}
    if os.getuid() == 0:
        shutil.chown(folder, USER)
        as_user = {"user": USER, "group": USER, "extra_groups": []}
    where = programs()
    assert where is not None

    def run(*words: str) -> None:
        subprocess.run(
            [str(where / words[0]), "-D", str(folder / "data"), *words[1:]],
            check=True,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            **as_user,
        )

    options = " ".join(f"-c {setting}" for setting in HASTE)
    options += f" -c listen_addresses= -c unix_socket_directories={folder}"
    try:
        run("initdb", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "-w", "-s", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield Server(folder)
        finally:
            run("pg_ctl", "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
