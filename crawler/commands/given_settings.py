"""Checks what a person gave on the command line, before anything is fetched."""

import logging
from collections.abc import Iterable
from typing import Any

from scrapy.settings import BaseSettings, Settings

from crawler.errors import SettingsError, did_you_mean

# Settings whose default is None, and what they are otherwise.
NUMBERS = ("EXTRACTION_PROCESSES",)


def check_settings(given: Iterable[str], settings: BaseSettings, defaults: Settings) -> None:
    """Raise SettingsError for a setting of the command line that can't be used.

    given: the names that -s named; defaults: the settings without them.
    """
    for name in given:
        if name not in defaults:
            if near := did_you_mean(name, defaults):
                raise SettingsError(f"-s {name}: there is no such setting{near}")
            continue
        try:
            read_as(settings, name, defaults[name])
        except (ValueError, TypeError) as error:
            kind = type(defaults[name]).__name__ if defaults[name] is not None else "number"
            raise SettingsError(
                f"-s {name}={settings[name]}: needs a value like its default,"
                f" {defaults[name]!r} ({kind})"
            ) from error
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
