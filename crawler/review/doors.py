"""Who may come in, and what a browser may do with the pages: the only guard that they have.

A server on the loopback address is within reach of every page that the same browser shows. So each
request has to name the address that it was given (against DNS rebinding); one that changes anything
has to come from a page of this server, by its Origin (RFC 6454) and by a token in the form; and no
page of it loads or runs anything but its own style and keys (Content-Security-Policy).
"""

import hmac
import secrets
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, render_template, request, session, url_for
from werkzeug.exceptions import Forbidden, MisdirectedRequest
from werkzeug.wrappers import Response as Answer

LOOPBACK = ("127.0.0.1", "::1", "localhost")
READS = ("GET", "HEAD", "OPTIONS")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer, with which browsers send the Origin of a form as null.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """Where the server listens, and what those who come in may do."""

    port: int
    host: str = "127.0.0.1"
    public_url: str | None = None  # of a proxy before it, such as https://review.herald.example
    token: str | None = None  # that has to be given once; None: everyone on this machine is let in
    is_read_only: bool = False

    @property
    def url(self) -> str:
        """Where the server is."""
        return self.public_url or origin("http", self.host, self.port)

    @property
    def origins(self) -> frozenset[str]:
        """The origins that its pages have."""
        names = LOOPBACK if is_loopback(self.host) else (self.host,)
        own = {origin("http", name, self.port) for name in names}
        return frozenset(own | {self.public_url} if self.public_url else own)

    @property
    def hosts(self) -> frozenset[str]:
        """What a request's Host may be."""
        return frozenset(urlsplit(one).netloc for one in self.origins)


def origin(scheme: str, host: str, port: int) -> str:
    """Return an origin as browsers write it."""
    name = f"[{host}]" if ":" in host else host
    return f"{scheme}://{name}" + f":{port}" * (port != 80)


def is_loopback(host: str) -> bool:
    """Return whether only programs on this machine reach an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def guard(app: Flask, doors: Doors) -> None:
    """Have the application refuse what must not come in, and say what its pages may do."""
    app.secret_key = secrets.token_bytes(32)
    app.config.update(
        SESSION_COOKIE_NAME=f"review_{doors.port}",  # cookies are of all ports of a host
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=doors.url.startswith("https:"),
        MAX_CONTENT_LENGTH=1024 * 1024,
    )

    @app.before_request
    def check() -> Answer | tuple[str, int] | None:
        if request.headers.get("Host", "").lower() not in doors.hosts:
            raise MisdirectedRequest(f"This server answers at {doors.url} only.")
        if request.method not in READS:
            check_origin(doors)
            if doors.is_read_only and request.endpoint != "log_in":
                raise Forbidden("This server was started with --read-only: nothing can be changed.")
        is_let_in = not doors.token or session.get("is_in")
        if not is_let_in and request.endpoint not in {"log_in", "asset"}:
            return render_template("log_in.jinja", was_wrong=False), 401
        return None

    @app.route("/log-in", methods=["GET", "POST"])
    def log_in() -> Answer | tuple[str, int]:
        given = request.values.get("token", "")
        if hmac.compare_digest(given.encode(), (doors.token or "").encode()):
            session["is_in"] = True
            return redirect(url_for("inbox.show"), 303)
        return render_template("log_in.jinja", was_wrong=True), 401

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    app.jinja_env.globals["form_token"] = form_token
    app.jinja_env.globals["doors"] = doors


def check_origin(doors: Doors) -> None:
    """Raise Forbidden for a form that is not of a page of this server, or of an earlier one."""
    if request.headers.get("Origin", "") not in doors.origins:
        raise Forbidden("This was not sent from a page of this server, and nothing was changed.")
    given, own = request.form.get("form_token", ""), session.get("form_token", "")
    if not own or not hmac.compare_digest(given.encode(), own.encode()):
        raise Forbidden(
            "This form is older than the server that runs now, and nothing was changed. "
            "Go back, load the page again, and repeat it."
        )


def form_token() -> str:
    """Return what each form of this browser has to send."""
    return str(session.setdefault("form_token", secrets.token_urlsafe(24)))
