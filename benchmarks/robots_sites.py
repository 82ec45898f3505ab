"""Sites with a robots.txt of every kind, each at an address of its own on this machine."""

import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import NamedTuple

PATHS = ("/open", "/private/a")
ALL_OPEN = "/open /private/a"
CLOSED = "User-agent: *\nDisallow: /private\n"
TEXT = "".join(
    f"<p>The harbour master of Westhaven said on day {day} that the ferries would sail again as "
    "soon as the wind had turned, after a week in which no boat had left the quay.</p>"
    for day in range(6)
)


class Answer(NamedTuple):
    """What a site has at an address."""

    body: bytes
    status: int = 200
    location: str = ""
    coding: str = ""


class Site(NamedTuple):
    """A robots.txt, and which of the two pages it leaves open to us."""

    name: str
    answers: dict[str, Answer | None]  # None: the connection is cut
    is_open: str


def site(name: str, text: str | bytes, is_open: str, **answer: object) -> Site:
    body = text.encode() if isinstance(text, str) else text
    return Site(name, {"/robots.txt": Answer(body, **answer)}, is_open)  # type: ignore[arg-type]


def moved(name: str, hops: dict[str, str], is_open: str) -> Site:
    answers: dict[str, Answer | None] = {
        path: Answer(b"", 302, location) for path, location in hops.items()
    }
    return Site(name, {**answers, "/rules": Answer(CLOSED.encode())}, is_open)


OURS = "User-agent: news-ingestion\n"
ALL = "User-agent: *\n"
SITES = [
    site("closed to us", f"{OURS}Disallow: /\n", ""),
    site("closed to us, in capitals", "USER-AGENT: NEWS-INGESTION\nDISALLOW: /\n", ""),
    site("closed to a version of us", "User-agent: news-ingestion/9\nDisallow: /\n", ""),
    site("open to us alone", f"{ALL}Disallow: /\n\n{OURS}Disallow:\n", ALL_OPEN),
    site("open to us first", f"{OURS}Allow: /\n\n{ALL}Disallow: /\n", ALL_OPEN),
    site("partly open to us", f"{ALL}Disallow: /\n\n{OURS}Disallow: /private\n", "/open"),
    site("two groups of ours", f"{OURS}Disallow: /open\n\n{OURS}Disallow: /private\n", ""),
    site("shared group", f"User-agent: other\n{OURS}Disallow: /private\n", "/open"),
    site("closed to news", "User-agent: news\nDisallow: /\n", ALL_OPEN),
    site("open to news", f"{ALL}Disallow: /\n\nUser-agent: news\nAllow: /\n", ""),
    site("closed to the contact", "User-agent: desk\nDisallow: /\n", ALL_OPEN),
    site("closed to its host", "User-agent: herald.example\nDisallow: /\n", ALL_OPEN),
    site("closed to Scrapy", "User-agent: Scrapy\nDisallow: /\n", ALL_OPEN),
    site("closed to all", f"{ALL}Disallow: /\n", ""),
    site("private", CLOSED, "/open"),
    site("private, with wildcards", f"{ALL}Disallow: /*rivate/*$\n", "/open"),
    site("longest rule", f"{ALL}Disallow: /\nAllow: /open\n", "/open"),
    site("comments", f"# us\n{ALL} # all\nDisallow: /private # no\n", "/open"),
    site("carriage returns", CLOSED.replace("\n", "\r"), "/open"),
    site("windows lines", CLOSED.replace("\n", "\r\n"), "/open"),
    site("no blank after colon", CLOSED.replace(": ", ":"), "/open"),
    site("byte order mark", b"\xef\xbb\xbf" + CLOSED.encode(), "/open"),
    site("utf-16", CLOSED.encode("utf-16"), "/open"),
    site("utf-16 without mark", CLOSED.encode("utf-16-le"), "/open"),
    site("a nul", CLOSED.replace("private", "pri\0vate"), "/open"),
    site("latin-1", f"{ALL}Disallow: /größe\nDisallow: /private\n".encode("latin-1"), "/open"),
    site("gzip", gzip.compress(CLOSED.encode()), "/open", coding="gzip"),
    site("long", CLOSED + "# more\n" * 100_000, "/open"),
    site("too long", "# more\n" * 100_000 + CLOSED, ALL_OPEN),
    site("empty", "", ALL_OPEN),
    site("a page", "<!doctype html><title>Not found</title>", ALL_OPEN),
    site("rules without group", "Disallow: /\n", ALL_OPEN),
    site("no content", "", ALL_OPEN, status=204),
    site("not found", CLOSED, ALL_OPEN, status=404),
    site("gone", CLOSED, ALL_OPEN, status=410),
    site("unauthorized", CLOSED, ALL_OPEN, status=401),
    site("forbidden", CLOSED, ALL_OPEN, status=403),
    site("too many requests", CLOSED, "", status=429),
    site("server error", CLOSED, "", status=500),
    site("unavailable", CLOSED, "", status=503),
    moved("moved", {"/robots.txt": "/rules"}, "/open"),
    moved(
        "moved five times",
        {"/robots.txt": "/1", "/1": "/2", "/2": "/3", "/3": "/4", "/4": "/rules"},
        "/open",
    ),
    moved("moved in a circle", {"/robots.txt": "/robots.txt"}, ALL_OPEN),
    moved("moved home", {"/robots.txt": "/"}, ALL_OPEN),
    Site("cut", {"/robots.txt": None}, ""),
]
# What cannot say what it forbids, and the reason that each of its pages is to have.
UNAVAILABLE = {
    "too many requests": "robots.txt: HTTP 429",
    "server error": "robots.txt: HTTP 500",
    "unavailable": "robots.txt: HTTP 503",
    "cut": "robots.txt: connection lost",
}


class Server(http.server.ThreadingHTTPServer):
    """A site, at an address of its own, since a delay is a host's."""

    def __init__(self, number: int, answers: dict[str, Answer | None]) -> None:
        super().__init__((f"127.0.1.{number}", 0), Handler)
        self.url = f"http://127.0.1.{number}:{self.server_port}"
        self.answers = answers
        self.asked: list[tuple[str, float, str]] = []  # path, seconds, User-Agent

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]

    def pages(self) -> list[str]:
        """Return the paths of the pages that have been asked for."""
        return sorted(path for path in self.paths() if path in PATHS)


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, monotonic(), self.headers["User-Agent"]))
        answer = self.server.answers.get(self.path, page(self.server.url, self.path))
        if answer is None:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in (("Location", answer.location), ("Content-Encoding", answer.coding)):
            if value:
                self.send_header(name, value)
        kind = "text/plain" if self.path == "/robots.txt" else "text/html; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *values: object) -> None:
        """Stay silent."""


def page(url: str, path: str) -> Answer:
    """Return an article; the front page, which leads to both, for any path that is none."""
    if path in PATHS:
        title = f"Ferries of {url[7:]}{path} sail again"
        text = TEXT.replace("Westhaven", f"{url[7:]}{path}")
        return Answer(f"<title>{title}</title><article><h1>{title}</h1>{text}".encode())
    links = "".join(f'<a href="{link}">Ferries of Westhaven sail again</a>' for link in PATHS)
    return Answer(f"<title>Herald</title><h1>News</h1>{links}".encode())


Servers = dict[str, Server]


@contextmanager
def served() -> Iterator[Servers]:
    """Serve all sites and yield them by name."""
    servers = {one.name: Server(number, one.answers) for number, one in enumerate(SITES, 1)}
    for server in servers.values():
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield servers
    for server in servers.values():
        server.shutdown()
        server.server_close()


def write_profiles(servers: Servers, folder: Path) -> Path:
    """Write a source for each site, read from its front page; return the folder."""
    folder.mkdir()
    for number, server in enumerate(servers.values()):
        host = server.url.removeprefix("http://")
        profile = f"""name: site{number}
domains: ['{host}']
sections: ['{server.url}/open/front']
article_urls: ['^/(open|private/a)$']
"""
        Path(folder, f"site{number}.yml").write_text(profile)
    return folder
