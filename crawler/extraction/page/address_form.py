"""One form for the many in which an address can be written: RFC 3986, 6.2.2 and 6.2.3."""

import re
from string import ascii_letters, digits, punctuation
from urllib.parse import quote, urlsplit, urlunsplit

import idna

from crawler.extraction.page.tracking import without_tracking

# Most addresses are in this form, and are not taken apart.
_PLAIN = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[1-5]?[1-9]\d{3})?(?:/[\w~!$&'()*+,;=:@-][\w.~!$&'()*+,;=:@-]*)*/?",
    re.A,
)
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(f"{ascii_letters}{digits}-._~")
_AS_IT_IS = punctuation  # what is encoded already stays so
_PORTS = {"http": "80", "https": "443"}
# Servlets without cookies number a visit in the path: Jakarta Servlet 6.0, 7.1.3.
_SESSION = re.compile(r";jsessionid=[^/;]*", re.I)


def normal_url(url: str) -> str:
    """Return a web address in its one form, without tracking, session and fragment.

    Host in lower-case ASCII, no name of a user, no default port, no dot segments, escapes in
    capitals and only where they are needed. An address that nobody can take apart is returned as it
    is.
    """
    if is_normal(url):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    path = _without_dots(_escaped(_SESSION.sub("", parts.path) or "/"))
    query = without_tracking(path, _escaped(parts.query))
    return urlunsplit((parts.scheme, _place(parts.scheme, parts.netloc), path, query, ""))


def is_normal(url: str) -> bool:
    """Return whether an address is plainly in that form; others may be, too."""
    if _PLAIN.fullmatch(url) is None or url.count("/") < 3:
        return False
    return ";" not in url or _SESSION.search(url) is None


def ascii_host(host: str) -> str:
    """Return a host as it is looked up: lower case, IDNA 2008 by UTS 46, as browsers do."""
    host = host.lower().rstrip(".")
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        return host


def _place(scheme: str, netloc: str) -> str:
    place = netloc.rpartition("@")[2]  # names and passwords are nobody else's: RFC 3986, 7.5
    host, colon, port = place.rpartition(":") if re.search(r":\d*$", place) else (place, "", "")
    port = port.lstrip("0")
    has_port = colon and port and port != _PORTS.get(scheme)
    return f"{ascii_host(host)}{f':{port}' if has_port else ''}"


def _escaped(text: str) -> str:
    """Return a path or a query with escapes in capitals; letters that need none have none."""
    # JSON may hold half a character, for which nothing stands.
    return _ESCAPE.sub(_same_escape, quote(text, safe=_AS_IT_IS, errors="replace"))


def _same_escape(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return char if char in _UNRESERVED else match[0].upper()


def _without_dots(path: str) -> str:
    """Return the path without `.` and `..`: RFC 3986, 5.2.4."""
    if "/." not in path:
        return path
    steps: list[str] = []
    for step in path.split("/")[1:]:
        if step == "..":
            steps[-1:] = []
        elif step != ".":
            steps.append(step)
    end = "/" if path.rpartition("/")[2] in {".", ".."} and steps else ""
    return f"/{'/'.join(steps)}{end}"
