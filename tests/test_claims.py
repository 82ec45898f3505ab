"""A test claims something itself: what only calls a helper may one day claim nothing."""

import re

from tests.support import ROOT

# A test, up to the next definition; a regular expression takes a fraction of a parser's time.
TEST = re.compile(r"^def (test_\w+)\((.*?)(?=^(?:def|class|@|[A-Z_]+ ?[:=])|\Z)", re.M | re.S)
CLAIM = re.compile(r"^\s+assert\b|\bpytest\.(?:raises|warns|fail)\(", re.M)


def without_a_claim(text: str) -> list[str]:
    return [name for name, body in TEST.findall(text) if not CLAIM.search(body)]


def test_a_test_without_a_claim_is_found() -> None:
    checked = "def test_{}(\n    harbour: str,\n) -> None:\n    {}\n"
    said = {"a": "assert harbour", "b": "sail(harbour)", "c": "pytest.fail('no wind')"}
    assert without_a_claim("".join(checked.format(*pair) for pair in said.items())) == ["test_b"]


def test_every_test_claims_something() -> None:
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    found = {file.name: without_a_claim(file.read_text("utf-8")) for file in files}
    assert "test_claims.py" in found
    assert {file: tests for file, tests in found.items() if tests} == {}
