"""Confidence is high where the classifier is sure of every block, and falls with its doubts."""

from crawler.extraction.article import extract
from crawler.extraction.confidence import DOUBTS, confidence, doubts
from crawler.profiles.profile import GENERIC

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STORY = "".join(
    f"<p>On {day} the ferry to Northport left the harbour late, as the pilots had asked for more "
    "time to look at the charts of the new channel before they signed them.</p>"
    for day in DAYS
)
BOX = (
    "<div><h3>What else to know</h3><p>Tickets cost three crowns at the quay and two on board</p>"
    "<p>More boats than last year are expected at the regatta</p><ul><li>Quay opens at six</li>"
    "<li>Dogs travel free</li></ul></div>"
)


def judgements(*, below: str = "", text: str = STORY):
    html = (
        "<html><head><title>Ferry is late again</title></head><body><main><article>"
        f"<h1>Ferry is late again</h1>{text}{below}</article></main></body></html>"
    )
    return extract(html, "https://herald.example/2025/ferry-is-late-again", GENERIC).judgements


def test_a_plain_story_is_surer_than_one_with_boxes_in_its_container() -> None:
    plain, boxed = (confidence(judgements(below=below)) for below in ("", BOX * 3))
    assert plain is not None
    assert boxed is not None
    assert 0 <= boxed < plain <= 100


def test_of_a_page_without_text_nothing_is_said() -> None:
    assert confidence(judgements(text="")) is None
    assert confidence(()) is None


def test_each_doubt_has_its_number_and_none_is_negative() -> None:
    found = dict(zip(DOUBTS, doubts(judgements(below=BOX)), strict=True))
    assert min(found.values()) >= 0
    assert found["text"] > len(STORY) * 0.8


def test_what_is_dropped_in_the_storys_container_is_a_doubt() -> None:
    none, some = (doubts(judgements(below=below)) for below in ("", "<p>Share</p>" * 20))
    place = DOUBTS.index("dropped beside kept")
    assert none[place] < some[place]
