"""Two articles with texts of their own never become one file."""

from contextlib import closing
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from benchmarks.reports import report
from crawler.failures import Dropped
from crawler.items import Article
from crawler.ledger import Ledger
from pipelines.document.options import Options
from tests.support.runs import NOW, Steps, articles_of, entry, page, results, run

SECTION = "https://herald.example/world"
TEXTS = {name: "\n".join(report(Random(f"text {name}"), 8)) for name in "abc"}
# report() has phrases that recur; here nothing is to be shared.
TEXTS = {name: " ".join(f"{word}{name}" for word in text.split()) for name, text in TEXTS.items()}


def story(name: str, hours: int = 0, stated: str = SECTION, text: str = "") -> Article:
    """Return an article of the site whose page states an address that may not be its own."""
    url = f"https://herald.example/world/{name}"
    text = text or TEXTS[name]
    headline = f"What became of {name}"
    return page(hours, text, url=url, own_url=url, canonical_url=stated, headline=headline)


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_an_address_that_pages_of_different_text_state_is_none_of_theirs(
    order: tuple[str, ...], tmp_path: Path
) -> None:
    (whole, some) = (tmp_path / "whole", tmp_path / "some")
    assert run(whole, [story(name) for name in order]) == ["written"] * 3
    assert run(some, [story(name) for name in sorted(order)]) == ["written"] * 3
    assert articles_of(whole) == articles_of(some)
    texts = articles_of(whole).values()
    assert all(f'origin_url: "{SECTION}/{name}"\n' in "".join(texts) for name in order)
    assert run(whole, [story(name, hours=1) for name in order]) == ["unchanged"] * 3


def test_the_page_at_the_address_keeps_it_in_either_order(tmp_path: Path) -> None:
    own = page(0, TEXTS["c"], url=SECTION, own_url=SECTION, canonical_url=SECTION)
    pages = [own, story("a")]
    for number, order in enumerate((pages, pages[::-1])):
        assert run(tmp_path / str(number), order) == ["written"] * 2
        assert entry(tmp_path / str(number), SECTION).page_url is None
    assert articles_of(tmp_path / "0") == articles_of(tmp_path / "1")


def test_what_an_earlier_run_has_written_keeps_its_address(tmp_path: Path) -> None:
    assert run(tmp_path, [story("a")]) == ["written"]
    before = articles_of(tmp_path)
    assert run(tmp_path, [story("b"), story("c")]) == ["written"] * 2
    assert before.items() <= articles_of(tmp_path).items()
    assert run(tmp_path, [story("c", 1), story("a", 1), story("b", 1)]) == ["unchanged"] * 3


def test_pages_of_one_text_are_one_article_still(tmp_path: Path) -> None:
    assert run(tmp_path, [story("a"), story("b", text=TEXTS["a"])]) == ["written", "updated"]
    assert len(articles_of(tmp_path)) == 1


def led(asked: str, name: str) -> Article:
    """Return an article to which the address of another page has led."""
    url = f"{SECTION}/{name}"
    return page(1, TEXTS[name], url=url, own_url=url, canonical_url=url, asked_url=asked)


def test_an_address_that_leads_to_another_article_leaves_the_file_of_its_own(
    tmp_path: Path,
) -> None:
    url = f"{SECTION}/a"
    run(tmp_path, [story("a", stated=url)])
    before = articles_of(tmp_path)
    (result,) = results(tmp_path, [led(url, "b")])
    assert isinstance(result, Dropped)
    assert (result.fate, result.reason) == (
        "held back",
        f"leads to another article, {SECTION}/b",
    )
    assert articles_of(tmp_path) == before


def test_an_address_that_leads_to_the_same_article_elsewhere_may(tmp_path: Path) -> None:
    url = f"{SECTION}/a"
    run(tmp_path, [story("a", stated=url)])
    moved = f"{SECTION}/moved"
    changes = {"url": moved, "own_url": moved, "canonical_url": moved, "asked_url": url}
    assert run(tmp_path, [page(1, TEXTS["a"], **changes)]) == ["duplicate"]


def test_articles_of_one_address_may_wait_for_their_images_at_a_time(tmp_path: Path) -> None:
    with closing(Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")) as ledger:
        ledger.begin_run("news", NOW)
        steps = Steps(ledger, Options(output=tmp_path))
        waiting = [steps.coded(story(name)) for name in "aab"]
        fates = [steps.markdown.process_item(one).fate for one in (waiting[0], waiting[2])]
    assert fates == ["written"] * 2
    assert run(tmp_path, [story("b", 1), story("a", 1)]) == ["unchanged"] * 2


def test_the_page_at_an_address_gets_it_back_from_one_that_claimed_it_in_an_earlier_run(
    tmp_path: Path,
) -> None:
    owner = f"{SECTION}/b"
    run(tmp_path, [story("a", stated=owner)])
    assert entry(tmp_path, owner).page_url == f"{SECTION}/a"
    assert run(tmp_path, [story("b", 1, stated=owner)]) == ["written"]
    assert entry(tmp_path, owner).page_url is None
    texts = articles_of(tmp_path).values()
    assert sorted(text.split('origin_url: "')[1].split('"')[0] for text in texts) == [
        f"{SECTION}/a",
        owner,
    ]
    looks = [story("a", 2, stated=owner), story("b", 2, stated=owner)]
    assert run(tmp_path, looks) == ["unchanged"] * 2


def test_another_text_at_the_address_of_a_copy_s_article_is_held_back(tmp_path: Path) -> None:
    url, copy = f"{SECTION}/b", f"{SECTION}/amp/b"
    run(tmp_path, [page(0, TEXTS["a"], url=copy, own_url=copy, canonical_url=url)])
    before = articles_of(tmp_path)
    (result,) = results(tmp_path, [story("b", 1, stated=url)])
    assert isinstance(result, Dropped)
    assert result.fate == "held back"
    assert articles_of(tmp_path) == before
