"""The arguments of the spiders (`-a name=value`), as what they mean."""

from datetime import date, datetime

from crawler.errors import ArgumentError

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
