"""What each key of a source profile may hold: one check per kind of value.

A check raises ValueError with the end of the sentence that begins with the value.
"""

import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from cssselect import SelectorError
from lxml.cssselect import CSSSelector

from crawler.errors import did_you_mean
from crawler.profiles.profile import SELECTABLE, SourceProfile
from crawler.profiles.schedule import duration

# The two-letter codes of ISO 639-1.
LANGUAGES = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy
da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu
hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb
lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om
or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw
ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""


def source_name(value: str) -> None:
    """A name that can stand in a file name and on a command line."""
    if not re.fullmatch(r"[a-z0-9]+", value):
        raise ValueError("is no name for a source: lower-case letters and digits only")


def domain(value: str) -> None:
    """A host as it stands in addresses."""
    host = (urlsplit(value).netloc or value.partition("/")[0]).lower().removeprefix("www.")
    if value != host:
        raise ValueError(f"is not a bare domain: write {host}")
    if not re.fullmatch(r"[a-z0-9.-]+(:\d+)?", value):
        raise ValueError("is no domain: write it as it stands in addresses (xn--…)")


def web_address(value: str) -> None:
    """An absolute http(s) address."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("is no web address: it begins with https:// and a host")


def archive_address(value: str) -> None:
    """An address with places for a day, its month and its year."""
    try:
        web_address(value.format(year="2024", month="10", day="31"))
    except (KeyError, IndexError, ValueError) as error:
        raise ValueError(
            "is no archive address, such as https://herald.example/{year}/{month}/{day}"
        ) from error


def period(value: str) -> None:
    """A time between two looks."""
    duration(value)


def day(value: str) -> None:
    """A day, ISO 8601."""
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise ValueError("is no day, such as 2024-10-31") from error


def reason(value: str) -> None:
    """A few words."""
    if not value.strip():
        raise ValueError("needs the reason in a few words, such as 'closed in 2024'")


def regular_expression(value: str) -> None:
    """A pattern that Python's re compiles."""
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from error


def css_selector(value: str) -> None:
    """A CSS selector that lxml can search for."""
    try:
        CSSSelector(value)
    except SelectorError as error:
        raise ValueError(f"is no CSS selector: {error}") from error


def zone(value: str) -> None:
    """A zone of the IANA database."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        near = did_you_mean(value, available_timezones())
        raise ValueError(f"is no IANA time zone, such as Asia/Tehran{near}") from error


def language(value: str) -> None:
    """A language code."""
    if value not in LANGUAGES.split():
        raise ValueError("is no ISO 639-1 code: two lower-case letters, such as en")


def category(value: str) -> None:
    """A word of the vocabulary."""
    if not re.fullmatch(r"[A-Z]+", value):
        raise ValueError("is no category: one word in capitals, such as WORLD")


def one_of(what: str, known: list[str]) -> Callable[[str], None]:
    """Return the check that a word is known."""

    def check(value: str) -> None:
        if value not in known:
            raise ValueError(f"is no {what}{did_you_mean(value, known)}")

    return check


# The check of each text that stands under a key.
CHECKS: dict[str, Callable[[str], None]] = {
    "name": source_name,
    "domains": domain,
    "feeds": web_address,
    "sitemaps": web_address,
    "sections": web_address,
    "fallbacks": web_address,
    "archives": archive_address,
    "poll_interval": period,
    "revisit": period,
    "article_urls": regular_expression,
    "ignore_urls": regular_expression,
    "timezone": zone,
    "language": language,
    "categories": category,
    "selectors": css_selector,
    "date_line": regular_expression,
    "drop_blocks": css_selector,
    "drop_lines": regular_expression,
    "keep_lines": regular_expression,
    "unverified": one_of(
        "key of a profile", [key.name for key in fields(SourceProfile) if key.name != "model"]
    ),
    "paused_until": day,
    "retired": reason,
}

# The check of each name in a value that is made of 'name: value'.
NAME_CHECKS: dict[str, Callable[[str], None]] = {
    "selectors": one_of(f"field with a selector: {', '.join(SELECTABLE)}", list(SELECTABLE)),
}
