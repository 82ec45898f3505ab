"""Settings of one's own: `news.toml` or `news.yml`, and the environment.

The command line goes before the environment, that before the file, and that before settings.py.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from scrapy.settings import BaseSettings

from crawler.cli.given_settings import set_checked, unknown_setting
from crawler.errors import SettingsError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

# Scrapy's priorities: 20 is settings.py, 30 what a spider must have, 40 the command line.
FILE, ENVIRONMENT = 24, 27
NAMES = ("news.toml", "news.yml")
PREFIX = "NEWS_"
# It may hold a password, and is read where it is needed: crawler/ledger/opening.py.
APART = ("NEWS_LEDGER_URL",)
# They name a file or a folder: in a file of settings, as seen from where that lies.
PATHS = ("OUTPUT_DIR", "SOURCES_DIR", "SOURCES", "REPLAY_PATH", "LOG_FILE", "SUMMARY_FILE")


def take_own_settings(settings: BaseSettings, environment: Mapping[str, str] = os.environ) -> None:
    """Take over what the environment and a file of settings say; raises SettingsError.

    The file is CONFIG, else news.toml or news.yml in the folder that OUTPUT_DIR is in.
    """
    defaults = settings.copy()
    for variable, value in environment.items():
        name = variable.removeprefix(PREFIX)
        if name == variable or variable in APART:
            continue
        if name in defaults:
            set_checked(settings, name, value, defaults[name], ENVIRONMENT, variable)
        elif near := unknown_setting(name, defaults):  # else it is another program's
            raise SettingsError(f"{variable}: there is no setting {name}{near}")
    file = settings_file(settings)
    if file is None:
        return
    settings.set("CONFIG", str(file), priority=FILE)
    for name, value in read_settings(file).items():
        place = f"{file}: {name}"
        if name not in defaults:
            near = unknown_setting(name, defaults)
            raise SettingsError(f"{place}: there is no such setting{near}")
        if name in PATHS and isinstance(value, str) and value not in {"", "-"}:
            value = str(file.parent / Path(value).expanduser())
        set_checked(settings, name, value, defaults[name], FILE, place)


def settings_file(settings: BaseSettings) -> Path | None:
    """Return the file of settings, None if there is none; raises SettingsError for two."""
    if settings["CONFIG"]:
        return Path(settings["CONFIG"]).expanduser().absolute()
    folder = Path(settings["OUTPUT_DIR"]).absolute().parent
    found = [folder / name for name in NAMES if (folder / name).is_file()]
    if len(found) > 1:
        raise SettingsError(f"{folder} has {' and '.join(NAMES)}: keep one of them")
    return found[0] if found else None


def read_settings(file: Path) -> dict[str, Any]:
    """Return what a file of settings says; raises SettingsError, which names the line."""
    try:
        text = file.read_text("utf-8")
        found = tomllib.loads(text) if file.suffix == ".toml" else yaml.safe_load(text)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"settings {file}: {getattr(error, 'strerror', None) or error}"
        ) from error
    except (tomllib.TOMLDecodeError, yaml.YAMLError) as error:
        raise SettingsError(f"{file}: {' '.join(str(error).split())}") from error
    if not isinstance(found, dict):
        if found is None:  # an empty file
            return {}
        raise SettingsError(f"{file}: needs lines such as CONTACT: you@your.example")
    return found
