from collections.abc import Sequence

import pytest
from lxml.html import fromstring

from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.site.site_decisions import site_decisions
from crawler.extraction.site.site_verdicts import SiteReason, SiteVerdicts

SENTENCE = "The mill by the weir was sold to the town on Monday, its owner said in the hall."
LEADS_ON = "For the weeks until the harvest the council has set these prices for a sack:"
LABEL = "On the web:"
BY_PLACE = SiteReason("site: div.story > p is text on 9 pages")
TO_KEEP = SiteReason("site: keep")


def kept_as(
    line: str, score: int, *, place: int = 1, in_text: bool = True, keep: bool = False
) -> str | None:
    """Return why a line that the classifier drops is kept among two that it keeps."""
    lines = [SENTENCE, SENTENCE]
    lines.insert(place, line)
    blocks = page_blocks(fromstring("".join(f"<p>{each}</p>" for each in lines)))
    nothing: Sequence[None] = [None] * 3
    said = [BY_PLACE if in_text else None] * 3
    site = SiteVerdicts(["p"] * 3, nothing, nothing, [TO_KEEP if keep else None] * 3, said)
    is_kept = [n != place for n in range(3)]
    scores = [score if n == place else 4000 for n in range(3)]
    drops, keeps = site_decisions(site, blocks, is_kept, [not kept for kept in is_kept], scores)
    assert not drops
    return keeps.get(place)


@pytest.mark.parametrize("line", [SENTENCE, LEADS_ON])
def test_a_line_in_a_place_of_text_between_text_is_text(line: str) -> None:
    assert kept_as(line, -600) == BY_PLACE
    assert kept_as(line, -600, in_text=False) is None


def test_a_sentence_there_stays_though_the_classifier_is_all_but_sure_of_furniture() -> None:
    assert kept_as(SENTENCE, -2900) == BY_PLACE
    assert kept_as(SENTENCE, -3000) is None
    assert kept_as(LEADS_ON, -1000) is None


@pytest.mark.parametrize("line", [LABEL, f'<a href="/more">{LEADS_ON}</a>'])
def test_a_label_or_link_in_a_place_of_text_is_left_to_the_classifier(line: str) -> None:
    assert kept_as(line, -200) is None


def test_a_sentence_above_the_text_is_text_if_the_classifier_is_in_doubt() -> None:
    assert kept_as(SENTENCE, -900, place=0) == BY_PLACE
    assert kept_as(SENTENCE, -1000, place=0) is None
    assert kept_as(LEADS_ON, -900, place=0) is None


def test_what_ends_a_text_is_left_to_the_classifier() -> None:
    """It may be a note on who has helped, or a caption."""
    assert kept_as(SENTENCE, -100, place=2) is None


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_a_person_or_a_standfirsts_place_keeps_stays_whatever_the_classifier_says(
    place: int,
) -> None:
    assert kept_as(LABEL, -9000, place=place, keep=True) == TO_KEEP
