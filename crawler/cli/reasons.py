"""Why each setting is what it is: the comments of settings.py, and where a value comes from."""

import re
from pathlib import Path

from scrapy.settings import BaseSettings

from crawler import settings as ours
from crawler.cli.own_settings import ENVIRONMENT, FILE, PREFIX

_LINE = re.compile(r"(?P<name>[A-Z][A-Z_]+) = (?P<rest>.*)")
_PASSWORD = re.compile(r"(://[^:/@]*):[^@/]*@")


def reasons() -> dict[str, str]:
    """Return the comment of each setting of settings.py, in its order: that above it or beside it.

    Settings that stand together below one comment share it.
    """
    found: dict[str, str] = {}
    above: list[str] = []
    was_setting = False
    for line in Path(ours.__file__).read_text("utf-8").splitlines():
        if line.startswith("# ---") or not line:
            above, was_setting = [], False
        elif line.startswith("#"):
            above = [] if was_setting else above
            above.append(line.removeprefix("# "))
            was_setting = False
        elif match := _LINE.match(line):
            beside = match["rest"].partition("  # ")[2]
            found[match["name"]] = beside or " ".join(above)
            was_setting = True
    return found


def origin(settings: BaseSettings, name: str) -> str:
    """Return where a setting's value comes from, as a person would name the place."""
    priority = settings.getpriority(name) or 0
    if priority == FILE:
        return str(settings["CONFIG"] or "")
    if priority == ENVIRONMENT:
        return f"{PREFIX}{name}"
    if priority >= 40:
        return "command line"
    return "settings.py" if priority >= 20 else "Scrapy"


def shown(value: object) -> str:
    """Return a value for people: no password, and a mapping as its names."""
    if isinstance(value, BaseSettings):
        value = value.copy_to_dict()
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return _PASSWORD.sub(r"\1:***@", text)
