"""A site is asked for one page after the other, however little time is between them."""

import http.server
import threading
import time
from pathlib import Path

from tests.support.herald import article, scrapy

PAGES = 12
ANSWER = 0.05  # seconds that a page takes


class SlowServer(http.server.ThreadingHTTPServer):
    """Counts how many of its pages are asked for at the same time."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), SlowRequest)
        self.site = f"http://127.0.0.1:{self.server_port}"
        self.lock = threading.Lock()
        self.open = self.most = self.asked = 0

    def count(self, change: int) -> None:
        with self.lock:
            self.open += change
            self.asked += change > 0
            self.most = max(self.most, self.open)


class SlowRequest(http.server.BaseHTTPRequestHandler):
    server: SlowServer

    def do_GET(self) -> None:
        self.server.count(1)
        time.sleep(ANSWER)
        self.server.count(-1)  # before the answer, which the next request may follow at once
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(article(f"Haven{self.path[-1]}").encode())

    def log_message(self, format: str, *values: object) -> None:
        """Stay silent."""


def test_a_site_is_asked_for_one_page_at_a_time_without_a_delay(tmp_path: Path) -> None:
    with SlowServer() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        urls = " ".join(f"{server.site}/2024/{page}" for page in range(PAGES))
        done = scrapy("crawl", "article", "-a", f"url={urls}", OUTPUT_DIR=tmp_path)
        server.shutdown()
    assert done.returncode == 0, done
    assert (server.asked, server.most) == (PAGES + 1, 1)
