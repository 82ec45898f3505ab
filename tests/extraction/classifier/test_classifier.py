"""The block classifier: its arithmetic, and when trafilatura is asked."""

import numpy as np
import pytest

from crawler.extraction.article import extract
from crawler.extraction.classifier import classifier
from crawler.extraction.classifier.classifier import DOUBT, leave_doubt
from crawler.extraction.classifier.forest import BATCH, forest
from crawler.extraction.classifier.places import Numbers
from crawler.extraction.classifier.second_opinion import (
    MOST_ELEMENTS,
    second_opinion,
    trafilatura_text,
)
from crawler.extraction.page.page import Page, read_page
from crawler.profiles.profile import GENERIC

URL = "https://herald.example/world/harbour"
MODEL = {
    "features": ["links", "length"],
    "bias": -10,
    "trees": [
        # longer than 80? then: more than 30 % links?
        {"features": [1, 0], "bounds": [80, 30], "leaves": [-500, 900, -700, 100]},
        {"features": [1, 0], "bounds": [200, 30], "leaves": [0, 300, -50, 0]},
    ],
}
PARAGRAPH = (
    "<p>The harbour of Northport reopened on {}, a week after the storm had closed it, and the "
    "first boats were out before the fog had lifted, as they always are in autumn.</p>"
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@pytest.mark.parametrize(
    ("length", "links", "score"),
    [(40, 0, -510), (100, 0, 890), (300, 0, 1190), (100, 50, 40), (40, 50, -760)],
)
def test_score_is_the_sum_of_the_leaves_that_the_answers_spell(
    length: int, links: int, score: int
) -> None:
    assert forest(MODEL, ("length", "links")).scores(np.array([[length, links]])) == [score]


def test_rows_are_judged_each_by_itself() -> None:
    rows = np.array([[n, n % 60] for n in range(BATCH + 40)])
    one_by_one = [forest(MODEL, ("length", "links")).scores(row[None])[0] for row in rows]
    assert forest(MODEL, ("length", "links")).scores(rows) == one_by_one


def test_features_that_raise_the_score_tell_the_most_first() -> None:
    trees = forest(MODEL, ("length", "links", "unused"))
    telling = trees.telling(np.array([100, 50, 1]), np.array([300, 0, 9]))
    assert telling == ["links", "length"]


def test_model_that_asks_for_an_unknown_feature_is_refused() -> None:
    with pytest.raises(ValueError, match=r"tuple\.index"):
        forest(MODEL, ("length",))


@pytest.mark.parametrize(
    ("scores", "is_left"),
    [
        ([4 * DOUBT, 4 * DOUBT, -4 * DOUBT], False),
        ([4 * DOUBT, DOUBT - 1, -4 * DOUBT], True),
        ([4 * DOUBT, 4 * DOUBT, 1 - DOUBT], True),
        ([-4 * DOUBT, -4 * DOUBT, -4 * DOUBT], False),
    ],
)
def test_text_near_to_even_leaves_doubt(scores: list[int], is_left: bool) -> None:
    assert leave_doubt([500, 100, 100], scores) is is_left


def test_little_text_near_to_even_leaves_none() -> None:
    assert not leave_doubt([5000, 100], [4 * DOUBT, 0])


def test_plain_article_is_recognised_without_trafilatura(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifier, "second_opinion", lambda page, texts: pytest.fail("asked"))
    text = "".join(map(PARAGRAPH.format, DAYS))
    html = f"<html><body><article><h1>Harbour reopens</h1>{text}</article></body></html>"
    found = extract(html, "https://herald.example/harbour", GENERIC)
    assert found.article.text.count("Northport") == len(DAYS)


@pytest.mark.parametrize(
    ("furniture", "is_asked"), [("", True), ("<i></i>" * MOST_ELEMENTS, False)]
)
def test_a_page_in_doubt_is_asked_about_unless_it_is_large(
    furniture: str, is_asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def noted(page: Page, texts: list[list[str]]) -> Numbers:
        asked.append(page)
        return second_opinion(page, texts)

    monkeypatch.setattr(classifier, "leave_doubt", lambda lengths, scores: True)
    monkeypatch.setattr(classifier, "second_opinion", noted)
    extract(f"<html><body>{PARAGRAPH}{furniture}</body></html>", "https://herald.example/", GENERIC)
    assert bool(asked) is is_asked


@pytest.mark.parametrize("span", ["colspan", "rowspan"])
def test_trafilatura_fills_no_row_up_to_a_thousand_cells(span: str) -> None:
    rows = f"<tr><td {span}=1000>Ferry<td {span}=2>Quay<tr><td>North<td>South" * 3
    text = "".join(map(PARAGRAPH.format, DAYS))
    page = read_page(f"<article>{text}<table>{rows}</table></article>", URL, GENERIC)
    assert page is not None
    assert trafilatura_text(page).count("|") < 100
    assert page.tree.find(".//td").get(span) == "1000"
