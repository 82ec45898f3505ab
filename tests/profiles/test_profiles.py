"""Which profile a page belongs to."""

import pickle
import re
import subprocess
import sys

import pytest

from crawler.profiles.profile import GENERIC, SELECTABLE, SourceProfile, profile_for
from tests.support import ROOT

PROFILES = {
    "herald": SourceProfile(name="herald", domains=("herald.example", "herald.test")),
    "khmer": SourceProfile(name="khmer", domains=("km.herald.example",)),
    "local": SourceProfile(name="local", domains=("127.0.0.1:8001",)),
}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://herald.example/story", "herald"),
        ("https://www.herald.example/story", "herald"),
        ("https://HERALD.example:443/story", "herald"),
        ("https://sport.herald.test/story", "herald"),
        ("https://km.herald.example/story", "khmer"),
        ("https://m.km.herald.example/story", "khmer"),
        ("https://theherald.example/story", ""),
        ("https://herald.example.evil.test/story", ""),
        ("https://evil.test/herald.example", ""),
        ("https://herald.example@evil.test/", ""),
        ("http://127.0.0.1:8001/story", "local"),
        ("http://127.0.0.1:8002/story", ""),
        ("http://[::1/story", ""),
        ("http://herald.example:port/story", ""),
        ("", ""),
    ],
)
def test_profile_is_that_of_the_longest_domain(url: str, name: str) -> None:
    assert profile_for(url, PROFILES).name == name


def test_site_without_a_profile_is_generic() -> None:
    assert profile_for("https://other.example/", PROFILES) is GENERIC


def test_profile_survives_the_way_to_a_worker_process() -> None:
    profile = SourceProfile(name="herald", domains=("herald.example",), categories={"A": "WORLD"})

    assert pickle.loads(pickle.dumps(profile)) == profile


def test_importing_profiles_does_not_import_pydantic() -> None:
    code = "import sys, crawler.profiles.profile; sys.exit('pydantic' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_selectable_fields_are_those_that_extraction_asks_a_selector_for() -> None:
    extraction = ROOT / "crawler" / "extraction"
    sources = "".join(path.read_text("utf-8") for path in extraction.glob("**/*.py"))
    assert sorted(set(re.findall(r'\.selected\("(\w+)"\)', sources))) == sorted(SELECTABLE)
