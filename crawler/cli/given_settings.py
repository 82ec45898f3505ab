"""Checks the settings that a person gave, before anything is fetched."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from scrapy.settings import BaseSettings

from crawler.errors import SettingsError, did_you_mean

# Settings whose default is None, and what they are otherwise.
NUMBERS = ("EXTRACTION_PROCESSES",)
# The least of numbers with which a crawl would else wait for ever, or lose each page.
LEAST: Mapping[str, float] = {
    "CONCURRENT_REQUESTS": 1,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_MAXSIZE": 0,
    "DOWNLOAD_TIMEOUT": 0.01,
    "EXTRACTION_TIMEOUT": 0.01,
    "REDIRECT_MAX_TIMES": 0,
    "RETRY_TIMES": 0,
    "URLLENGTH_LIMIT": 0,
}


def unknown_setting(name: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'CONTACT'?` for a name that is near a known one, else ""."""
    return did_you_mean(name.upper(), known)


def set_checked(
    settings: BaseSettings, name: str, value: Any, default: Any, priority: int, place: str
) -> None:
    """Set a known setting; raises SettingsError, which names the place, for another kind of value.

    A list is written as one text, with commas, where the default is a text.
    """
    if isinstance(default, str) and isinstance(value, list):
        value = ",".join(map(str, value))
    if value is not None and isinstance(default, str) and not isinstance(value, str):
        raise SettingsError(f"{place}: needs a text, not {value!r}")
    settings.set(name, value, priority=priority)
    if settings.getpriority(name) == priority:  # else a place that goes before has set it
        check_value(settings, name, default, place)


def check_value(settings: BaseSettings, name: str, default: Any, place: str) -> None:
    """Raise SettingsError for a value that is not of its default's kind."""
    try:
        read_as(settings, name, default)
    except (ValueError, TypeError) as error:
        kind = type(default).__name__ if default is not None else "number"
        raise SettingsError(
            f"{place}={settings[name]}: needs a value like its default, {default!r} ({kind})"
        ) from error
    least = LEAST.get(name)
    if least is not None and not settings.getfloat(name) >= least:  # nor NaN
        raise SettingsError(f"{place}={settings[name]}: needs {least:g} or more")


def check_level(settings: BaseSettings) -> None:
    """Raise SettingsError for a LOG_LEVEL that logging does not know."""
    level = settings["LOG_LEVEL"]
    if not isinstance(logging.getLevelName(level), int) and not isinstance(level, int):
        raise SettingsError(f"LOG_LEVEL {level!r}: DEBUG, INFO, WARNING, ERROR or CRITICAL")


def read_as(settings: BaseSettings, name: str, default: Any) -> None:
    """Read a setting as what its default is; raises ValueError or TypeError."""
    if isinstance(default, bool):
        settings.getbool(name)
    elif isinstance(default, int) or name in NUMBERS:
        settings.getint(name)
    elif isinstance(default, float):
        settings.getfloat(name)
    elif isinstance(default, dict):
        settings.getdict(name)
