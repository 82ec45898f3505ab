"""The arguments of the spiders (`-a name=value`), as what they mean."""

import re
from datetime import date, datetime
from pathlib import Path

from crawler.errors import ArgumentError, did_you_mean
from crawler.run.results import Results

YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
# A name with dots, which is not followed by a scheme's colon: www.herald.example/2024/story
_HOST = re.compile(
    r"(?:(?:[\w-]+\.)+[^\W\d_][\w-]+|localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:]+\])"
    r"(?::\d+)?(?:[/?#]|$)",
    re.I,
)
FIRST_DAY = date(1990, 1, 1)  # a slip of the pen asks for the archives of centuries


def argument_day(name: str, text: str) -> date | None:
    """Return the day that an argument names, None if it is not given; raises ArgumentError."""
    if not text:
        return None
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        raise ArgumentError(f"-a {name}={text}: needs a day, such as 2024-10-31") from error
    if day < FIRST_DAY:
        raise ArgumentError(f"-a {name}={text}: there was no web then")
    return day


def argument_days(since: str, until: str) -> tuple[date | None, date | None]:
    """Return the first and the last day that two arguments name; raises ArgumentError."""
    first, last = argument_day("since", since), argument_day("until", until)
    if last and not first:
        raise ArgumentError("-a until= needs -a since= with the first day")
    if first and last and last < first:
        raise ArgumentError(f"-a until={until} is before -a since={since}")
    return first, last


def argument_pages(name: str, text: str) -> int | None:
    """Return how many pages an argument allows, None if it is not given; raises ArgumentError."""
    if text and not (text.isdecimal() and int(text)):
        raise ArgumentError(f"-a {name}={text}: needs a number of pages, such as 100")
    return int(text) if text else None


def argument_flag(name: str, text: str, *, default: bool = False) -> bool:
    """Return whether an argument says yes, the default if it is not given; raises ArgumentError."""
    if not text:
        return default
    if text.lower() not in YES + NO:
        raise ArgumentError(f"-a {name}={text}: needs 1 or 0, true or false, yes or no")
    return text.lower() in YES


def argument_choice(name: str, text: str, choices: tuple[str, ...]) -> str:
    """Return what an argument chooses, "" if it is not given; raises ArgumentError."""
    if text and text not in choices:
        near = did_you_mean(text, choices)
        raise ArgumentError(f"-a {name}={text}: needs {' or '.join(choices)}{near}")
    return text


def argument_results(results: str, resume: str) -> Results | None:
    """Return the open file of results, None if none is asked for; raises UserError."""
    if not results:
        if resume:
            raise ArgumentError("-a resume= needs -a results=FILE, which says what is done already")
        return None
    return Results(Path(results), resumes=argument_flag("resume", resume, default=True))


def with_scheme(address: str) -> str:
    """Return an address as a browser completes it: one without a scheme is of https."""
    return f"https://{address}" if _HOST.match(address) else address
