"""A wall that was taken for an article gives way to the article, and an article to no wall."""

from itertools import permutations
from pathlib import Path

import pytest

from crawler.items import Article
from tests.support.runs import articles_of, page, run

SITE = "https://herald.example"
WALL = "Read on with an account of your own, yours within a minute, and it costs you nothing. " * 4
HEADLINES = ("Harbour reopens after the storm", "Mayor steps down", "Swans return to Mill Lane")
TEXTS = (
    "Divers welded the crack in the hull of the ferry while ninety people slept in a hall. " * 4,
    "She had led the council for eleven years, longer than anybody before her in this town. " * 4,
    "Four of them were seen on Tuesday by children who were on their way to the river school. " * 4,
)


def at(number: int, hours: int, text: str, site: str = SITE) -> Article:
    url = f"{site}/{number}"
    return page(hours, text, url=url, canonical_url=url, headline=HEADLINES[number])


def bodies(folder: Path) -> list[str]:
    return sorted(text.rpartition("\n\n")[2].strip() for text in articles_of(folder).values())


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_wall_that_a_site_showed_on_many_pages_gives_way_to_their_articles(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    first = run(tmp_path, [at(number, 0, WALL) for number in order])
    assert set(first) <= {"written", "duplicate"}
    assert bodies(tmp_path) == [WALL.strip()]
    for hours in (6, 12):  # one that comes first is not known to be another's until the others are
        run(tmp_path, [at(number, hours, TEXTS[number]) for number in order])
    assert bodies(tmp_path) == sorted(text.strip() for text in TEXTS)


def test_an_article_that_stands_at_two_addresses_gives_way_to_no_wall(tmp_path: Path) -> None:
    copy = page(0, TEXTS[0], url=f"{SITE}/0/amp", canonical_url=f"{SITE}/0/amp")
    assert run(tmp_path, [at(0, 0, TEXTS[0]), copy]) == ["written", "duplicate"]
    assert run(tmp_path, [at(0, 6, WALL)]) == ["held back"]
    assert bodies(tmp_path) == [TEXTS[0].strip()]


def test_another_publishers_copy_says_nothing_of_the_text(tmp_path: Path) -> None:
    other = "https://tribune.example"
    run(tmp_path, [at(0, 0, TEXTS[0]), at(1, 0, TEXTS[0], other)])
    run(tmp_path, [at(1, 6, TEXTS[1], other)])
    assert run(tmp_path, [at(0, 12, WALL)]) == ["held back"]
