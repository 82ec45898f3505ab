"""Serves the application as long as the command runs."""

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from crawler.errors import OutputError
from crawler.review.application import Review
from crawler.review.doors import Doors


class QuietHandler(WSGIRequestHandler):
    """Prints no line for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Stay silent."""

    def version_string(self) -> str:
        """Return what the header Server says: not which versions of what."""
        return "review"


def server(review: Review, doors: Doors) -> BaseWSGIServer:
    """Return a server that listens; raises OutputError if it can't."""
    try:
        return make_server(
            doors.host, doors.port, review.app, threaded=True, request_handler=QuietHandler
        )
    except (OSError, SystemExit) as error:  # werkzeug ends the program if a port is taken
        raise OutputError(
            f"{doors.host}:{doors.port}: can't be listened on; is scrapy review running there "
            "already? Take another with --port"
        ) from error
