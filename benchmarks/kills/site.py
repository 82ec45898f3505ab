"""A paper on this machine: dated and undated stories, their pictures, a copy, two editions.

python -m benchmarks.kills.site PORT
"""

import json
import sys
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

from PIL import Image

SHIPS = "Alder Birch Cedar Dogwood Elm Fir Gorse Hazel Ivy Juniper Larch Maple".split()
PROFILE = """name: herald
domains: ['{host}']
feeds: ['http://{host}/feed.xml']
article_urls: ['^/story/']
timezone: Asia/Phnom_Penh
language: en
"""
EDITIONS = "/edition/"  # /edition/2: from now on all stories say more


def paragraphs(ship: str, edition: int) -> list[str]:
    """Return a story's text: no five words in a row without the ship, so that none is a copy."""
    lines = [
        f"The {ship} left on day {day}: the {ship} carried {day * 7} people, and the {ship} brought"
        f" the last {ship} passenger across."
        for day in range(2, 9)
    ]
    return lines + [f"On Friday the {ship} was given a {ship} captain."] * (edition - 1)


def page(number: int, edition: int, host: str) -> str:
    """Return a story's page; every second one says no date, and the last is a copy of the first."""
    is_copy = number == len(SHIPS)
    ship = SHIPS[number % len(SHIPS)]
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": f"The {ship} sails again",
        "image": f"http://{host}/image/{number}.png",
    }
    if number % 2 == 0:
        facts["datePublished"] = f"2024-10-{18 if is_copy else 17}T15:45:00+07:00"
    text = "".join(f"<p>{line}</p>" for line in paragraphs(ship, edition))
    return (
        f'<html lang="en"><head><title>The {ship} sails again</title>'
        f'<script type="application/ld+json">{json.dumps(facts)}</script></head>'
        f"<body><article><h1>The {ship} sails again</h1>{text}</article></body></html>"
    )


def stories(host: str) -> list[str]:
    """Return the addresses of all pages."""
    return [f"http://{host}/story/{number}" for number in range(len(SHIPS) + 1)]


def picture(number: int) -> bytes:
    """Return a picture that no other story has."""
    written = BytesIO()
    Image.new("RGB", (64, 48), (number * 9, 99, 200)).save(written, "PNG")
    return written.getvalue()


class Paper(BaseHTTPRequestHandler):
    """Answers for the paper."""

    edition = 1

    def do_GET(self) -> None:
        host = self.headers["Host"]
        name, _, number = self.path.strip("/").partition("/")
        status, kind, body = 200, "text/html; charset=utf-8", b""
        if self.path.startswith(EDITIONS):
            Paper.edition = int(number)
        elif self.path == "/feed.xml":
            items = "".join(f"<item><link>{url}</link></item>" for url in stories(host))
            kind = "application/rss+xml"
            body = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
        elif name == "story":
            body = page(int(number), Paper.edition, host).encode()
        elif name == "image":
            kind, body = "image/png", picture(int(number.removesuffix(".png")))
        else:
            status = 404
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # who has asked was killed
            self.wfile.write(body)

    def log_message(self, format: str, *values: object) -> None:
        """Stay silent."""


def main() -> None:
    """Serve until standard input ends, and print the port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Paper)
    server.daemon_threads = True
    print(server.server_port, flush=True)
    Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()
