"""The publishers of the simulated month on this machine, and its time."""

import threading
import time
from collections import Counter
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks.habits import (
    Background,
    Broken,
    Busy,
    Changer,
    Copycat,
    Dark,
    Editor,
    Liar,
    MapOnly,
    Mortal,
    PageOnly,
    Slow,
    Stamper,
)
from benchmarks.naive import NaiveSpider
from benchmarks.publishers import Publisher

START = datetime(2024, 10, 1, tzinfo=timezone.utc)


class World:
    """The publishers on this machine, and the time."""

    def __init__(self, days: int) -> None:
        self.now = START
        self.days = days
        self.agency = Publisher("agency", START, days)
        self.copycat = Copycat("copycat", START, days, a_day=3)
        self.copycat.copy_from(self.agency)
        self.busy = Busy("busy", START, days)
        self.mortal = Mortal("mortal", START, days)
        self.editor = Editor("editor", START, days)
        self.changer = Changer("changer", START, days, a_day=8)
        self.dark = Dark("dark", START, days)
        self.background = Background("background", START, days)
        self.broken = Broken("broken", START, days)
        self.publishers = [
            self.agency,
            self.copycat,
            self.busy,
            self.mortal,
            self.editor,
            self.changer,
            self.dark,
            self.background,
            self.broken,
            MapOnly("maponly", START, days, zone="America/Lima"),
            PageOnly("pageonly", START, days, zone="Pacific/Auckland"),
            Liar("liar", START, days, zone="Asia/Tehran"),
            Slow("slow", START, days),
            Stamper("stamper", START, days),
        ]
        self.asked: Counter[str] = Counter()  # address without its query: requests
        self.bytes = 0
        self.servers = [
            serve(self, publisher, f"127.0.0.{number}")
            for number, publisher in enumerate(self.publishers, 2)
        ]
        self.naive = NaiveSpider(self.publishers)

    def close(self) -> None:
        for server in self.servers:
            server.shutdown()
            server.server_close()


def serve(world: World, publisher: Publisher, address: str) -> ThreadingHTTPServer:
    """Put a publisher on line at an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            world.asked[f"{publisher.site}{path}"] += 1
            answer = publisher.answer(path, dict(self.headers), world.now)
            time.sleep(answer.pause)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers.pop("Content-Type", "text/html"))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)
            world.bytes += len(answer.body)

        def log_message(self, format: str, *values: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer((address, 0), Handler)
    publisher.site = f"http://{address}:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
