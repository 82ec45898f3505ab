"""A small news site on this machine, and the command with no pause between requests."""

import http.server
import json
from random import Random

from benchmarks.reports import report
from tests.support import command
from tests.support.command import Done

SENTENCES = [
    "The port of Westhaven opened again on Monday, nine days after a storm tore its quay away.",
    "Ferry crews had spent the weekend moving boats back from the river, the harbour master said.",
    "“We lost a crane and a good deal of sleep,” Ada Brook told reporters on the new pontoon.",
    "Insurers put the damage at four million crowns, of which the town will have to bear a third.",
    "A second crane is due in spring, and until then two barges will unload the larger ships.",
]


def article(place: str) -> str:
    """A page in the shape of many: structured data, furniture around the text."""
    data = {
        "@type": "NewsArticle",
        "headline": f"Harbour of {place} reopens after the storm",
        "datePublished": "2024-10-17T15:45:00+07:00",
        "author": {"@type": "Person", "name": "Ada Brook"},
    }
    lines = SENTENCES if place == "Westhaven" else report(Random(place), 6)
    text = "".join(f"<p>{line}</p>" for line in lines)
    return f"""<!DOCTYPE html><html lang="en"><head><title>Harbour of {place} | The Herald</title>
        <meta property="og:site_name" content="The Herald">
        <script type="application/ld+json">{json.dumps(data)}</script></head><body>
        <nav><a href="/">Home</a> <a href="/world">World</a></nav>
        <article><h1>Harbour of {place} reopens after the storm</h1>{text}</article>
        <footer>Share this article</footer></body></html>"""


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Herald</title>
    <item><link>{site}/2024/westhaven</link></item>
    <item><link>{site}/2024/old-westhaven</link></item>
    <item><link>{site}/2024/closed</link></item>
    <item><link>{site}/2024/broken?utm_source=rss</link></item>
    <item><link>{site}/2024/private</link></item></channel></rss>"""
SECTION = """<html><body><h1>World</h1><a href="/2024/easthaven">Harbour of Easthaven reopens</a>
    <a href="/2024/westhaven">Harbour of Westhaven reopens</a> <a href="/about">About</a>"""
PROFILE = """name: herald
domains: ['{host}']
feeds: ['{site}/feed.xml']
sections: ['{site}/world']
article_urls: ['^/2024/']
timezone: Asia/Phnom_Penh
language: en
"""


class HeraldServer(http.server.ThreadingHTTPServer):
    """The site: pages by path, where some lead elsewhere, and what has been asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), HeraldRequest)
        self.host = f"127.0.0.1:{self.server_port}"
        self.site = f"http://{self.host}"
        self.asked: list[str] = []
        self.referers: list[str] = []  # what requests say has led to them
        self.moved = {"/2024/old-westhaven": "/2024/westhaven"}
        self.broken = {"/2024/broken"}
        self.etags: dict[str, str] = {}
        self.not_modified: list[str] = []
        self.statuses: dict[str, int] = {}  # of paths that answer with another than is expected
        self.pages = {
            "/robots.txt": ("text/plain", "User-agent: *\nDisallow: /2024/private\n"),
            "/feed.xml": ("application/rss+xml", FEED.format(site=self.site)),
            "/world": ("text/html", SECTION),
            "/2024/westhaven": ("text/html; charset=utf-8", article("Westhaven")),
            "/2024/easthaven": ("text/html; charset=utf-8", article("Easthaven")),
            "/2024/broken": ("text/html; charset=utf-8", article("Northhaven")),
            "/2024/private": ("text/html; charset=utf-8", article("Southhaven")),
        }


class HeraldRequest(http.server.BaseHTTPRequestHandler):
    server: HeraldServer

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append(path)
        self.server.referers += self.headers.get_all("Referer", ())
        kind, text = self.server.pages.get(path, ("text/html", "<html><h1>Nothing here"))
        status = 200 if path in self.server.pages else 404
        if path in self.server.broken:
            status = 500
        if path in self.server.moved:
            status = 301
        status = self.server.statuses.get(path, status)
        etag = self.server.etags.get(path)
        if etag and self.headers["If-None-Match"] == etag:
            self.server.not_modified.append(path)
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(status)
        if etag:
            self.send_header("ETag", etag)
        self.send_header("Content-Type", kind)
        if status == 301:
            self.send_header("Location", self.server.moved[path])
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *values: object) -> None:
        """Stay silent."""


def scrapy(*words: object, is_fork: bool = True, **settings: object) -> Done:
    """Run the command as a person would, but with no pause between requests."""
    settings = {
        "ALLOW_PRIVATE_ADDRESSES": True,
        "CONTACT": "desk@herald.example",
        "AUTOTHROTTLE_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "RETRY_TIMES": 0,
        "EXTRACTION_PROCESSES": 0,
        **settings,
    }
    return command.scrapy(*words, settings=settings, is_fork=is_fork)
