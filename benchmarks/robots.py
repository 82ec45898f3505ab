"""Is each robots.txt obeyed, by each command that asks a site for a page?

    python -m benchmarks.robots [--project FOLDER]

Each command is run against a site for each robots.txt of benchmarks/robots_sites.py. FOLDER is
another checkout, whose commands are run in place of this one's. Exit code 1 if any is not obeyed.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks.forks import SECONDS
from benchmarks.robots_sites import PATHS, SITES, Servers, served, write_profiles

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = {
    "ALLOW_PRIVATE_ADDRESSES": "1",
    "AUTOTHROTTLE_ENABLED": "0",
    "CONTACT": "desk@herald.example",
    "DOWNLOAD_DELAY": "0",
    "EXTRACTION_PROCESSES": "0",
}
Scrapy = Callable[..., object]  # runs the words of a command line


def article(scrapy: Scrapy, servers: Servers, folder: Path) -> None:
    urls = [f"{server.url}{path}" for server in servers.values() for path in PATHS]
    scrapy("crawl", "article", "-a", f"url={' '.join(urls)}")


def news(scrapy: Scrapy, servers: Servers, folder: Path) -> None:
    scrapy("crawl", "news", "-s", f"SOURCES={write_profiles(servers, folder / 'sources')}")


def check(scrapy: Scrapy, servers: Servers, folder: Path) -> None:
    scrapy("sources", "--check", "-s", f"SOURCES={write_profiles(servers, folder / 'sources')}")


def savepage(scrapy: Scrapy, servers: Servers, folder: Path) -> None:
    for number, server in enumerate(servers.values()):
        scrapy("savepage", "-d", folder / str(number), f"{server.url}/open")


def newsource(scrapy: Scrapy, servers: Servers, folder: Path) -> None:
    for number, server in enumerate(servers.values()):
        scrapy("newsource", "-d", folder / str(number), f"{server.url}/open")


# A command: the paths that it asks for where they are open.
COMMANDS = {
    article: PATHS,
    news: PATHS,
    check: ("/open/front",),
    savepage: ("/open",),
    newsource: ("/open",),
}


def main() -> int:
    """Print a line for each command, then what was not obeyed; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.robots")
    parser.add_argument("--project", type=Path, default=ROOT, help="another checkout")
    project = parser.parse_args().project
    table = Table("command", "files", "obeyed", "fetched though closed", "left though open")
    faults: list[str] = []
    with served() as servers:
        for command, paths in COMMANDS.items():
            for server in servers.values():
                server.asked.clear()
            with TemporaryDirectory() as name:
                folder = Path(name)

                def scrapy(*words: object, output: Path = folder / "output") -> None:
                    settings = {**SETTINGS, "OUTPUT_DIR": str(output)}
                    changes = [f"-s{key}={value}" for key, value in settings.items()]
                    line = [sys.executable, "-m", "scrapy", *map(str, words), *changes]
                    subprocess.run(line, cwd=project, capture_output=True, timeout=SECONDS * 5)

                command(scrapy, servers, folder)
            fetched, left = differences(servers, paths)
            obeyed = len(SITES) - len({*fetched, *left})
            counts = (len(SITES), obeyed, len(fetched), len(left))
            table.add_row(command.__name__, *map(str, counts))
            faults += [f"{command.__name__}: {site}" for site in (*fetched, *left)]
    Console(width=100).print(table)
    print(*faults, sep="\n")
    return int(bool(faults))


def differences(servers: Servers, paths: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return the sites of which a closed page was fetched, and those of which an open one was not.

    A path below one that is open is open, too.
    """
    fetched, left = [], []
    for site in SITES:
        asked = set(paths) & set(servers[site.name].paths())
        is_open = {path for path in paths if path.startswith(tuple(site.is_open.split()) or "-")}
        if asked - is_open:
            fetched.append(site.name)
        if is_open - asked:
            left.append(site.name)
    return fetched, left


if __name__ == "__main__":
    sys.exit(main())
