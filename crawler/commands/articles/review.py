"""`scrapy review`: a small web application to see what was taken, and to correct it."""

import argparse
import secrets
import webbrowser
from importlib.util import find_spec
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand

from crawler.cli.command_line import CommandLine
from crawler.console import console, mistakes_reported
from crawler.errors import ArgumentError
from pipelines.document.options import existing_output

PORT = 8765
NEEDED = ("flask", "markdown_it")  # of the extra


class Command(CommandLine, ScrapyCommand):
    """Exit codes: 0, 2 wrong use."""

    requires_project = True
    default_settings = {"LOG_LEVEL": "ERROR"}  # noqa: RUF012  # Scrapy reads it from the class

    def short_desc(self) -> str:
        return "Show the articles in a browser, to publish, hold, drop and correct them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("--port", type=int, default=PORT, help=f"where it listens; {PORT}")
        add(
            "--host", default="127.0.0.1", help="an address beside this machine's own: with --token"
        )
        add(
            "--token",
            nargs="?",
            const="",
            metavar="TOKEN",
            help="let in who has it; made if left out",
        )
        add("--url", metavar="URL", help="where a proxy shows it, as https://review.herald.example")
        add("--read-only", action="store_true", help="nothing can be changed")
        add("--open", action="store_true", help="open it in the browser")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        with mistakes_reported():
            if missing := [name for name in NEEDED if find_spec(name) is None]:
                raise ArgumentError(
                    f"scrapy review needs {' and '.join(missing)}: "
                    "pip install 'news-ingestion[review]', or -e '.[review]' in a checkout"
                )
            # Flask takes a while to load, and need not be there.
            from crawler.review.application import application
            from crawler.review.doors import Doors, is_loopback
            from crawler.review.serving import server

            if opts.token is None and not is_loopback(opts.host):
                raise ArgumentError(f"--host {opts.host} is for others too: give --token with it")
            existing_output(self.settings)
            doors = Doors(
                port=port_of(opts.port),
                host=opts.host,
                public_url=origin_of(opts.url) if opts.url else None,
                token=None if opts.token is None else opts.token or secrets.token_urlsafe(16),
                is_read_only=opts.read_only,
            )
            review = application(self.settings, doors)
            with server(review, doors) as listening, review.reader, review.counting:
                address = f"{doors.url}/log-in?token={doors.token}" if doors.token else doors.url
                console().out(f"{address} until Ctrl-C", highlight=False)
                review.keeper.refresh_soon()
                if not opts.read_only:
                    review.clerk.start()
                    review.rework.resume()
                if opts.open:
                    webbrowser.open(address)
                listening.serve_forever()


def port_of(number: int) -> int:
    """Return a port that can be listened on; raises ArgumentError."""
    if not 0 < number < 65536:
        raise ArgumentError(f"--port {number}: needs a number from 1 to 65535")
    return number


def origin_of(url: str) -> str:
    """Return a URL's origin; raises ArgumentError for one that has a path, or is no URL."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
        raise ArgumentError(f"--url {url}: needs a scheme and a host alone, as https://a.example")
    return f"{parts.scheme}://{parts.netloc.lower()}"
