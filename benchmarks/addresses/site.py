"""The site that leads into traps: redirects, refreshes, images, feeds and pages of articles."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

TEXT = "".join(
    f"<p>On day {day} the harbour of Westhaven counted {day * 7} boats, and {day} of them stayed"
    " overnight at the new quay, said the keeper of the light.</p>"
    for day in range(9)
)


def article(head: str = "", end: str = "") -> bytes:
    """Return a page with an article."""
    return (
        f"<html lang=en><head><title>Boats of Westhaven</title>{head}"
        '<meta property="og:type" content="article">'
        '<meta property="article:published_time" content="2024-10-17T15:45:00Z"></head>'
        f"<body><article><h1>Boats of Westhaven</h1>{TEXT}</article>{end}</body></html>"
    ).encode()


class Page(BaseHTTPRequestHandler):
    """A page named /channel/where it leads to, quoted."""

    def do_GET(self) -> None:
        channel, _, target = self.path.removeprefix("/").partition("/")
        target = unquote(target)
        headers, status, body = {"Content-Type": "text/html"}, 200, article()
        if self.headers["Host"].partition(":")[0] != "press.example":
            pass  # a trap has an article, and its robots.txt allows all
        elif self.path == "/robots.txt":
            status = 404
        elif channel.isdigit():
            headers["Location"], status = target, int(channel)
        elif channel == "refresh":
            body = f'<meta http-equiv="refresh" content="0; url={target}">'.encode()
        elif channel == "image":
            body = article(f'<meta property="og:image" content="{target}">')
        elif channel == "later" and target.endswith("?page=2"):
            headers["Location"], status = target.removesuffix("?page=2"), 302
        elif channel == "later":
            body = article(
                f'<link rel="next" href="{self.path}?page=2">',
                f'<div class="pagination"><b>1</b> <a href="{self.path}?page=2">2</a></div>',
            )
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class Site(ThreadingHTTPServer):
    """Serves the pages on this machine."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        threading.Thread(target=self.serve_forever, daemon=True).start()
