"""The exit code and the last line follow from the books."""

import pytest

from crawler.run.tally import Tally, Trouble
from crawler.run.verdict import Ending, verdict
from crawler.traits import Traits

URL = "https://herald.example/"
COMES_BACK, EACH_COUNTS = Traits(comes_back=True), Traits(each_counts=True)


def books(**fates: int) -> Tally:
    """A tally with so many pages of each fate."""
    tally = Tally()
    for fate, number in fates.items():
        for page in range(number):
            tally.settle(f"{URL}{fate}/{page}", fate.replace("_", " "))
    return tally


@pytest.mark.parametrize(
    ("fates", "sentence"),
    [
        ({"written": 2, "updated": 1}, "2 written, 1 updated."),
        ({"unchanged": 5}, "Nothing new."),
        ({"duplicate": 1, "not_an_article": 1, "paywalled": 1, "gone": 1, "robots": 1}, "Nothing "),
    ],
)
def test_everyday_fates_are_no_failure(fates: dict[str, int], sentence: str) -> None:
    word = verdict(Ending(books(**fates), "finished"))

    assert word.exit_code == 0
    assert word.sentence.startswith(sentence)


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("held/A.md", "1 written. 1 held; see held/ and scrapy publish."),
        ("articles/A.md", "1 written. 1 held."),  # a change of it, and it stays
    ],
)
def test_what_is_held_is_said_and_is_no_failure(path: str, sentence: str) -> None:
    tally = books(written=1)
    tally.settle(URL, "held", "confidence 41 < 60", path)

    word = verdict(Ending(tally, "finished"))

    assert (word.exit_code, word.sentence) == (0, sentence)


def test_edited_files_that_were_replaced_are_reported() -> None:
    tally = books(updated=1)
    tally.edits = 1

    word = verdict(Ending(tally, "finished"))

    assert word.exit_code == 0
    sentence = "1 updated. 1 edited file replaced; see revisions/."
    assert word.sentence == sentence


def test_known_links_only_are_no_failure() -> None:
    tally = Tally()
    tally.sources["herald"] = None
    tally.known["herald"] = 20

    assert verdict(Ending(tally, "finished")) == verdict(Ending(books(unchanged=1), "finished"))


def test_a_page_that_was_named_and_left_is_a_failure() -> None:
    tally = Tally()
    tally.see("https://herald.example/1")
    tally.leave()

    assert verdict(Ending(tally, "finished")).exit_code == 0
    word = verdict(Ending(tally, "finished", traits=EACH_COUNTS))
    assert (word.exit_code, "1 page left for a later run" in word.sentence) == (1, True)


def put_off(*, in_turn: bool = False) -> Tally:
    """A tally of a source whose only listing was put off."""
    tally = Tally()
    tally.sources["herald"] = None
    tally.wait("herald", "herald.example is left alone", None).listings += 1
    if in_turn:
        tally.in_turn.add("herald")
    return tally


def test_a_source_that_was_left_alone_altogether_is_a_failure() -> None:
    word = verdict(Ending(put_off(), "finished", traits=COMES_BACK))
    assert (word.exit_code, word.sentence) == (1, "Nothing new. But no answer from herald.")


def test_a_source_that_is_read_a_page_at_a_time_is_none() -> None:
    assert verdict(Ending(put_off(in_turn=True), "finished", traits=COMES_BACK)).exit_code == 0


def test_a_source_of_which_another_listing_answers_is_none() -> None:
    tally = put_off()
    tally.answered.add("herald")
    tally.known["herald"] = 20
    assert verdict(Ending(tally, "finished", traits=COMES_BACK)).exit_code == 0


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        (Ending(books(written=1, failed=1), "finished"), "1 written. But 1 of 2 pages failed."),
        (Ending(books(blocked=1), "finished"), "1 of 1 page blocked"),
        (Ending(books(gone=1), "finished", traits=EACH_COUNTS), "1 of 1 page gone"),
        (
            Ending(books(robots=1), "finished", traits=EACH_COUNTS),
            "1 of 1 page robots",
        ),
        (Ending(books(), "finished"), "there was no page to read"),
        (Ending(books(written=1), "shutdown"), "the run did not finish (shutdown); 0 pages left"),
        (Ending(books(written=1), "start_error"), "the run did not finish (start_error)"),
        (Ending(books(written=1), "output_failed", fault="no space"), "But no space."),
        (
            Ending(books(written=1), "finished", lost=["articles/ lacks 93 of 93 files"]),
            "But articles/ lacks 93 of 93 files that the ledger has there; put them back, or have",
        ),
        (Ending(books(written=1), "finished", ["a", "b"], 2), "2 errors in the log, first: a"),
    ],
)
def test_what_a_person_should_look_at_is_said(ending: Ending, words: str) -> None:
    word = verdict(ending)

    assert word.exit_code == 1
    assert words in word.sentence


def test_limit_that_was_asked_for_is_no_failure() -> None:
    tally = books(written=1)
    tally.see(URL)
    tally.leave()

    assert verdict(Ending(tally, "closespider_itemcount")).exit_code == 0


def test_listing_that_failed_is_said_with_its_source() -> None:
    tally = books(written=1)
    tally.broken_listings.append(Trouble(f"{URL}feed", "herald", "failed", "HTTP 500"))

    assert "1 listing failed (herald)" in verdict(Ending(tally, "finished")).sentence


def test_silent_source_is_named() -> None:
    tally = books(written=1)
    tally.sources.update(herald=None, gazette=None)

    assert "nothing came from herald, gazette" in verdict(Ending(tally, "finished")).sentence


def test_silence_of_a_source_whose_listing_failed_is_said_once() -> None:
    tally = books(written=1)
    tally.sources.update(herald=None, gazette=None)
    tally.broken_listings.append(Trouble(f"{URL}feed", "herald", "failed", "HTTP 500"))

    sentence = verdict(Ending(tally, "finished")).sentence

    assert sentence == "1 written. But 1 listing failed (herald); nothing came from gazette."
