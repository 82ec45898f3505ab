"""The sites in examples/ are of one kind; that they build is shown by benchmarks/generators.py."""

import re
from pathlib import Path

import pytest

from tests.support import ROOT

EXAMPLES = ROOT / "examples"


def test_both_sites_look_the_same() -> None:
    jekyll, hugo = EXAMPLES / "jekyll" / "site.css", EXAMPLES / "hugo" / "static" / "site.css"
    assert jekyll.read_bytes() == hugo.read_bytes()


def test_jekyll_has_a_page_for_every_category() -> None:
    page = (ROOT / "docs" / "format.md").read_text("utf-8")
    words = re.findall("`([A-Z]+)`", page.partition("### Categories")[2].partition("###")[0])
    pages = [path.stem.upper() for path in (EXAMPLES / "jekyll" / "_category").iterdir()]
    assert sorted(pages) == sorted(words)


@pytest.mark.parametrize(
    "readme", sorted(EXAMPLES.glob("*/README.md")), ids=lambda path: path.parent.name
)
def test_links_of_a_readme_lead_somewhere(readme: Path) -> None:
    targets = re.findall(r"\]\(([^):#]+)\)", readme.read_text("utf-8"))
    assert targets
    assert [target for target in targets if not (readme.parent / target).exists()] == []
