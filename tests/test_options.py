"""A setting that can't be used is told before anything is fetched."""

import pytest
from scrapy.settings import Settings

from crawler.errors import SettingsError
from crawler.options import check_settings

DEFAULTS = {"OUTPUT_DIR": "output", "DELAY": 1.5, "EXTRACTION_PROCESSES": None, "KEEP": True}


def check(name, value):
    defaults = Settings(DEFAULTS)
    settings = defaults.copy()
    settings.set(name, value, priority="cmdline")
    check_settings([name], settings, defaults)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OUTPUT_DIR", "elsewhere"),
        ("DELAY", "0.25"),
        ("DELAY", "2"),
        ("EXTRACTION_PROCESSES", "2"),
        ("KEEP", "False"),
        ("CONCURRENT_REQUESTS", "8"),
        ("ITEM_PIPELINES", '{"a.B": 1}'),
        ("SOME_PLUGINS_OWN_THING", "x"),
        ("LOG_LEVEL", "INFO"),
    ],
)
def test_usable_value_passes(name, value):
    check(name, value)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("OUTPUT_DIRS", "x", "-s OUTPUT_DIRS: there is no such setting; did you mean 'OUTPUT_DIR'"),
        ("DELAY", "slow", r"-s DELAY=slow: needs a value like its default, 1\.5 \(float\)"),
        ("EXTRACTION_PROCESSES", "all", r"like its default, None \(number\)"),
        ("KEEP", "maybe", r"-s KEEP=maybe: needs a value like its default, True \(bool\)"),
        ("CONCURRENT_REQUESTS", "8.5", r"-s CONCURRENT_REQUESTS=8.5: needs a value like"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL 'LOUD': DEBUG, INFO, WARNING, ERROR or CRITICAL"),
    ],
)
def test_unusable_value_is_told_with_what_is_wanted(name, value, message):
    with pytest.raises(SettingsError, match=message):
        check(name, value)
