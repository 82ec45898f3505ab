"""What crawler/settings.py declares is used, and what is used is declared there."""

import re

import pytest
from scrapy.settings import default_settings

from crawler import settings
from tests.support import ROOT

CODE = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text("utf-8")
    for folder in ("crawler", "pipelines")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path.name != "settings.py"
}
READ = re.compile(
    r'\bsettings(?:\.get\w*\(|\[)\s*"([A-Z_]+)"'
)  # settings["A"], settings.getint("A")
OURS = {name for name in dir(settings) if name.isupper()} - set(dir(default_settings))
# Of Scrapy's media pipelines, which declare no defaults.
OURS -= {"MEDIA_ALLOW_REDIRECTS"}
STEPS = {
    f"{module}.{name}"
    for module, text in CODE.items()
    for name in re.findall(r"(?m)^class (\w+(?:Pipeline|Middleware))\b", text)
}


def test_every_setting_that_is_read_is_declared() -> None:
    read = {name for text in CODE.values() for name in READ.findall(text)}
    assert {"CONTACT", "OUTPUT_DIR", "LOG_LEVEL"} <= read
    assert {name for name in read if not hasattr(settings, name)} <= set(dir(default_settings))


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_setting_of_ours_is_read(name: str) -> None:
    assert any(f'"{name}"' in text for text in CODE.values())


@pytest.mark.parametrize("step", sorted(STEPS))
def test_every_step_and_middleware_has_its_place(step: str) -> None:
    places = (
        settings.ITEM_PIPELINES,
        settings.DOWNLOADER_MIDDLEWARES,
        settings.SPIDER_MIDDLEWARES,
    )
    assert any(step in place for place in places)
