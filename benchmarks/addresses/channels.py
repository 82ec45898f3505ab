"""The ways on which a request may be led to another host, each a command of ours."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from benchmarks.addresses.names import BEHAVIOURS, FORMS, PUBLIC, NameServer
from benchmarks.addresses.site import Site
from benchmarks.forks import SECONDS

ROOT = Path(__file__).resolve().parent.parent.parent
REFUSED = ("private address; ALLOW_PRIVATE_ADDRESSES is off", "PrivateAddress")
LED = ("301", "302", "303", "307", "308", "refresh", "image", "later")
ALONE = ("savepage", "newsource")  # commands that take one address each
CHANNELS = ("page", "tls", "robots", *LED, "tls-302", "feeds", "sitemaps", "check", *ALONE)


@dataclass
class Run:
    """What a channel is crawled with."""

    names: NameServer
    site: Site
    resolver: str
    has_cache: bool = True
    is_allowed: bool = False
    forms: tuple[str, ...] = FORMS


@dataclass
class Counts:
    """What came of it; reached: connections begun to addresses that are private."""

    requests: int
    refused: int
    reached: int
    output: str


def targets(channel: str, run: Run) -> list[str]:
    """Return addresses of pages that must not be reached, by name and written out.

    Nothing here speaks TLS: a connection that is begun counts.
    """
    port = run.site.server_address[1]
    scheme = "https" if channel.startswith("tls") else "http"
    hosts = [f"[{form}]" if ":" in form else form for form in run.forms]
    hosts += [
        f"{behaviour}-{FORMS.index(form)}-x.trap.example"
        for form in run.forms
        for behaviour in BEHAVIOURS
    ]
    return [f"{scheme}://{host}:{port}/world/westhaven" for host in hosts]


def run(channel: str, run: Run) -> Counts:
    """Crawl one channel."""
    run.names.asked.clear()
    wanted = targets(channel, run)
    with TemporaryDirectory() as place:
        folder = Path(place)
        log = folder / "connections"
        log.touch()
        settings = {
            "OUTPUT_DIR": folder / "output",
            "TWISTED_DNS_RESOLVER": f"benchmarks.addresses.names.{run.resolver}",
            "DNSCACHE_ENABLED": run.has_cache,
            "ALLOW_PRIVATE_ADDRESSES": run.is_allowed,
            "ROBOTSTXT_OBEY": channel == "robots",
            "DOWNLOAD_IMAGES": channel == "image",
            "KEEP_COPIES": True,  # each with its image
            "SOURCES": folder / "sources",
            "CONTACT": "desk@herald.example",
            "DOWNLOAD_DELAY": 0,
            "AUTOTHROTTLE_ENABLED": False,
            "RETRY_TIMES": 1,
            "EXTRACTION_PROCESSES": 0,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
            "LOG_LEVEL": "DEBUG" if channel == "image" else "WARNING",
        }
        environment = {
            **os.environ,
            "CONNECTIONS": str(log),
            "NAME_SERVER": str(run.names.server_address[1]),
            "SITE": str(run.site.server_address[1]),
        }
        changes = [f"-s{name}={value}" for name, value in settings.items()]
        lines = [[*words, *changes] for words in commands(channel, wanted, folder, run)]
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.addresses.forked"],
            input=json.dumps(lines),
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300 + SECONDS * len(lines),
            check=False,
        )
        output = done.stdout + done.stderr
        report = "".join(file.read_text("utf-8") for file in folder.glob("output/reports/*.json*"))
        reached = [address for address in log.read_text().split() if address != PUBLIC]
    refused = max(text.count(sign) for text in (output, report) for sign in REFUSED)
    return Counts(len(wanted), refused, len(reached), output)


def commands(channel: str, wanted: list[str], folder: Path, run: Run) -> list[list[str]]:
    """Return the commands of a channel, their sources written."""
    (folder / "sources").mkdir()
    if channel in ALONE:
        return [
            [channel, url, "-d", str(folder / str(number))] for number, url in enumerate(wanted)
        ]
    if channel in {"feeds", "sitemaps", "check"}:
        for number, url in enumerate(wanted):
            key = "sitemaps" if channel == "sitemaps" else "feeds"
            profile = f"name: trap{number}\ndomains: [press{number}.example]\n{key}: ['{url}']\n"
            (folder / "sources" / f"trap{number}.yml").write_text(profile)
        return [["sources", "--check"] if channel == "check" else ["crawl", "news"]]
    way = channel.removeprefix("tls-")
    if way in LED:
        site = f"http://press.example:{run.site.server_address[1]}"
        wanted = [f"{site}/{way}/{quote(url, safe='')}" for url in wanted]
    return [["crawl", "article", "-a", "url=" + " ".join(wanted)]]
