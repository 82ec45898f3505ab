"""Headings of lists of contents are no text."""

import pytest

from crawler.extraction.furniture.contents import headings_of_contents
from tests.support.judged_markup import LONG, blocks_of

NAMES = ("The lock", "The keeper", "The barges")
TEXT = "".join(f"<h2>{name}</h2><p>{LONG}</p>" for name in NAMES)


def links(*targets: str) -> str:
    points = zip(targets, NAMES, strict=True)
    return f"<ul>{''.join(f'<li><a href={to}>{name}</a></li>' for to, name in points)}</ul>"


def dropped(markup: str, text: str = TEXT) -> list[str]:
    blocks = blocks_of(f"<p>{LONG}</p>{markup}{text}")
    kept = [n for n, block in enumerate(blocks) if block.element.tag != "li"]
    return [blocks[n].text for n in headings_of_contents(blocks, kept)]


CONTENTS = links("#lock", "#keeper", "#barges")


@pytest.mark.parametrize(
    "markup",
    [
        f"<h2>Inhalt</h2>{CONTENTS}",
        f"<h4>Inhalt</h4><nav>{CONTENTS}</nav>",
        f"<details><summary>Inhalt</summary><div>{CONTENTS}</div></details>",
    ],
)
def test_a_heading_of_links_to_the_headings_below_is_none_of_the_text(markup: str) -> None:
    assert dropped(markup) == ["Inhalt"]


@pytest.mark.parametrize(
    "markup",
    [
        f"<h2>Results</h2>{links('/lock', '/keeper', '/barges')}",
        f"<h2>Results</h2><div>{CONTENTS}<p>{LONG} Yes.</p></div>",
        "<h2>Results</h2><ol><li><a href=#a>Men</a><li><a href=#b>Women</a><li><a href=#c>All</a>",
        f"<h2>Results</h2><p>{LONG} Yes.</p>",
    ],
)
def test_other_headings_stay(markup: str) -> None:
    assert dropped(markup) == []
