"""How a URL that is not written gets its fate: a pipeline drops it, or its request fails."""

from datetime import datetime

from scrapy.exceptions import DropItem, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.fates import OF_STATUS, HasFate
from crawler.items import Article, Fate

# Names, since Scrapy wraps Twisted's exceptions in its own only from 2.15 on.
REASONS = {
    "CannotResolveHostError": "host not found",
    "DNSLookupError": "host not found",
    "DownloadConnectionRefusedError": "connection refused",
    "ConnectionRefusedError": "connection refused",
    "DownloadTimeoutError": "timed out",
    "TimeoutError": "timed out",
    "TCPTimedOutError": "timed out",
    "NoRouteError": "no route to host",
    "UnsupportedURLSchemeError": "not an http address",
    "NotSupported": "not an http address",
    "ResponseDataLossError": "the answer broke off",
    "ConnectionLost": "connection lost",
    "ConnectionDone": "connection lost",
    "DownloadCancelledError": "larger than DOWNLOAD_MAXSIZE",
    "_DecompressionMaxSizeExceeded": "larger than DOWNLOAD_MAXSIZE",  # Scrapy's, once unpacked
}


class Postponed(IgnoreRequest):
    """Not now: the page or listing is left for a later run.

    until: from when on it may be asked for, None if that is not known.
    """

    def __init__(self, reason: str, until: datetime | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.until = until


class OutOfTurn(Postponed):
    """The site asks for more time between two pages than has passed."""


class Stopped(OutOfTurn):
    """A person has stopped the run before it was the page's turn."""


class RobotsForbidden(IgnoreRequest, HasFate):
    """robots.txt forbids the page to us."""

    fate = "robots"
    reason = "forbidden by robots.txt"


class RobotsUnavailable(IgnoreRequest, HasFate):
    """The site can't say what it forbids; until it can, all is (RFC 9309, 2.3.1.4)."""

    def __init__(self, why: str) -> None:
        self.reason = f"robots.txt: {why}"
        super().__init__(self.reason)


class Dropped(DropItem, HasFate):
    """An article that is not written: pipelines raise subclasses, each of which names a fate.

    article: as it was when it was dropped.
    """

    path = ""  # of a file that it has all the same, relative to OUTPUT_DIR

    def __init__(self, article: Article, reason: str) -> None:
        super().__init__(f"{reason}: {article.url}")
        self.article = article
        self.reason = reason


class DuplicateArticle(Dropped):
    """Another file has this article, or a better copy of it."""

    fate = "duplicate"

    def __init__(self, article: Article, code: str, kept: str) -> None:
        is_same = code == kept
        super().__init__(
            article, f"a worse copy of {code}" if is_same else f"{code} repeats {kept}"
        )


class HeldBack(Dropped):
    """What came in an article's place is not what the article was; its file stays."""

    fate = "held back"


class Held(Dropped):
    """Its text may not be complete and clean: it waits in held/, or its file stays as it is.

    path: of the article's file, relative to OUTPUT_DIR.
    """

    fate = "held"

    def __init__(self, article: Article, reason: str, path: str) -> None:
        super().__init__(article, reason)
        self.path = path


def fate_of_failure(failure: Failure) -> tuple[Fate, str]:
    """Return the fate that a failed request gives its URL, and why in a few words."""
    error = failure.value
    response = getattr(error, "response", None)
    if isinstance(response, Response):
        return fate_of_status(response.status)
    carrier = carrier_of(error)
    return carrier.fate if carrier else "failed", reason_of(error)


def fate_of_status(status: int) -> tuple[Fate, str]:
    """Return the fate of a page that was answered with this HTTP status other than success."""
    return OF_STATUS.get(status, "failed"), f"HTTP {status}"


def reason_of(error: BaseException | None) -> str:
    """Return in one line why something failed; the exception's own words if there is no shorter."""
    if carrier := carrier_of(error):
        return carrier.reason
    for cause in causes(error):
        for kind in type(cause).__mro__:
            if kind.__name__ in REASONS:
                return REASONS[kind.__name__]
            if kind.__module__ in {"OpenSSL.SSL", "ssl"}:
                return f"TLS: {first_line(cause)}"
    return first_line(error)


def carrier_of(error: object) -> HasFate | None:
    """Return the exception that carries the fate: this one, else the next beneath it that does."""
    return next((one for one in reversed(causes(error)) if isinstance(one, HasFate)), None)


def causes(error: object) -> list[BaseException]:
    """Return the exception and what lies beneath it, Twisted's bundles opened, deepest first."""
    if isinstance(error, Failure):
        error = error.value
    if not isinstance(error, BaseException):
        return []
    bundle = getattr(error, "reasons", None) or [error.__cause__]
    return [*(below for part in bundle for below in causes(part)), error]


def first_line(error: BaseException | None) -> str:
    """Return the kind of exception and the first line of its message."""
    message = str(error).strip().partition("\n")[0][:200]
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
