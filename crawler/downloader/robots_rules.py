"""What a robots.txt says to us (RFC 9309). Pure: a text and a product token in, rules out."""

import re
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import suppress
from dataclasses import dataclass
from math import isfinite

from protego import Protego
from scrapy.settings import BaseSettings

MOST_BYTES = 500 * 1024  # RFC 9309, 2.5
LONGEST_DELAY = 24 * 3600.0  # seconds between two pages; who asks for more is asked once a day

# A crawler that names itself as browsers do, such as "Mozilla/5.0 (compatible; herald/1.0)".
_COMPATIBLE = re.compile(r"\(compatible; *([^/;\s)]+)", re.IGNORECASE)
_TOKEN = re.compile(r"[^/\s]*")
# Protego takes these spellings, and a blank in place of the colon.
_USER_AGENT = re.compile(r"user[- ]?agent(?:\s*:|\s|$)(.*)", re.IGNORECASE)
_CRAWL_DELAY = re.compile(r"crawl[- ]delay(?:\s*:|\s|$)(.*)", re.IGNORECASE)
_SECONDS = re.compile(r"(\d+(?:[.,]\d+)?) *(?:s|secs?|seconds?)?", re.IGNORECASE)
_GZIP = b"\x1f\x8b"
_NOT_OURS = "-"  # in place of other crawlers' names; no product token is equal to it
_UNREADABLE = 1e-9  # seconds: as if there were none, and nobody asks for it


@dataclass(frozen=True)
class RobotsRules:
    """The group that speaks to one crawler, else that for all (`*`)."""

    token: str  # the crawler's product token
    delay: float  # seconds between two pages (Crawl-delay); 0: it asks for none
    oddity: str  # what is wrong with how the Crawl-delay is written, "" if nothing is
    _file: Protego

    @classmethod
    def parse(cls, text: str, token: str) -> "RobotsRules":
        """Return what a robots.txt says to the crawler with this product token."""
        lines, oddities = _lines_for(token, text)
        file = Protego.parse("\n".join(lines))
        seconds = file.crawl_delay(token) or 0.0
        delay = 0.0 if seconds == _UNREADABLE else min(seconds, LONGEST_DELAY)
        return cls(token, delay, oddities.get(seconds, ""), file)

    def allow(self, url: str) -> bool:
        """Return whether the page may be fetched."""
        return self._file.can_fetch(url, self.token)


def product_token(settings: BaseSettings) -> str:
    """Return the name by which robots.txt addresses us, such as news-ingestion (RFC 9309, 2.2.1).

    That is ROBOTSTXT_USER_AGENT, else USER_AGENT, without version, contact and comments.
    """
    agent = (settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"] or "").strip()
    named = _COMPATIBLE.search(agent)
    return named[1].lower() if named else _token_of(agent)


def robots_text(body: bytes) -> str:
    """Return the text of a robots.txt: UTF-8 (RFC 9309, 2.3), or UTF-16 as some editors save it.

    Some servers pack it with gzip and don't say so.
    """
    if body.startswith(_GZIP):
        with suppress(zlib.error):
            body = zlib.decompressobj(wbits=31).decompress(body, MOST_BYTES)
    body = body[:MOST_BYTES]
    if body.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        text = body.decode("utf-16", "replace")
    elif body[1:400:2].count(0) > len(body[:400]) // 4:
        text = body.decode("utf-16-le", "replace")
    elif body[:400:2].count(0) > len(body[:400]) // 4:
        text = body.decode("utf-16-be", "replace")
    else:
        text = body.decode("utf-8-sig", "replace")
    return text.replace("\0", "")  # PostgreSQL keeps none


def _token_of(agent: str) -> str:
    """Return the product token that a name begins with, in lower case."""
    token = _TOKEN.match(agent.strip().lower())
    return token[0] if token else ""


def _lines_for(token: str, text: str) -> tuple[list[str], dict[float, str]]:
    """Return the lines as Protego reads them right for one crawler, and the odd Crawl-delays.

    Protego looks for a group's name at the start of each word of ours, so that `news` would speak
    to news-ingestion; the RFC compares product tokens, and Google's reader leaves out what follows
    the token in the file. The oddities are by the seconds as which a delay is read.
    """
    lines = []
    oddities: dict[float, str] = {}
    for line in text.splitlines():
        content = line.partition("#")[0].strip()
        if named := _USER_AGENT.fullmatch(content):
            name = named[1].strip()
            if name != "*":
                is_ours = _token_of(name.replace("*", "")) == token
                content = f"User-agent: {token if is_ours else _NOT_OURS}"
        elif (asked := _CRAWL_DELAY.fullmatch(content)) and asked[1].strip():
            seconds, oddity = _delay(asked[1].strip())
            content = f"Crawl-delay: {seconds!r}"
            if oddity:
                oddities[seconds] = oddity
        lines.append(content)
    return lines, oddities


def _delay(written: str) -> tuple[float, str]:
    """Return the seconds that a Crawl-delay names, and what is odd about how, "" if nothing is."""
    try:
        seconds = float(written)
    except ValueError:
        if named := _SECONDS.fullmatch(written):
            seconds = float(named[1].replace(",", "."))
            return seconds, f"Crawl-delay {written!r} is read as {seconds:g} seconds"
    else:
        if isfinite(seconds) and seconds >= 0:
            return seconds, ""
    return _UNREADABLE, f"Crawl-delay {written!r} is no number of seconds; it is left out"
