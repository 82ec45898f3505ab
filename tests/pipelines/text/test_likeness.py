from collections.abc import Iterable

import pytest

from benchmarks.reports import copies, two_reports
from pipelines.text.likeness import are_alike, sample, words_of

PAIRS = 300


def marks_of(text: str) -> frozenset[int]:
    return sample(words_of(text))


def share_alike(pairs: Iterable[tuple[str, str]]) -> float:
    samples = [(marks_of(one), marks_of(other)) for one, other in pairs]
    alike = [are_alike(len(one & other), len(one), len(other)) for one, other in samples]
    return sum(alike) / len(alike)


def test_wire_copy_that_two_papers_cut_differently_is_found() -> None:
    found = share_alike(copies(1, PAIRS))
    print(f"copies found: {found:.1%} of {PAIRS}")
    assert found >= 0.98


def test_two_reports_of_one_event_are_not_merged() -> None:
    merged = share_alike(two_reports(2, PAIRS))
    print(f"reports merged: {merged:.1%} of {PAIRS}")
    assert merged == 0


def test_a_text_without_spaces_is_sampled_too() -> None:
    text = "".join(
        f"第{number}号港口在暴风雨后重新开放，渡轮将从星期一开始恢复航行。" for number in range(40)
    )
    marks = marks_of(text)
    assert are_alike(len(marks & marks_of(text[200:])), len(marks), len(marks_of(text[200:])))


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("“Straße”, said 2 of ﬁve_ masters’ sons — ÉTÉ…", 413_060_634_725_740_760),
        ("港口在暴风雨后重新开放，渡轮将从星期一开始恢复航行。", 8_326_860_161_308_805_672),
        ("\ud800 of harbours\x1fthat no ﬂood \u200breaches, ½ a mile", -4_676_584_555_903_967_620),
    ],
)
def test_the_marks_of_a_text_are_those_that_ledgers_hold(text: str, mark: int) -> None:
    assert max(marks_of(text * 9)) == mark


def test_a_short_text_says_too_little() -> None:
    marks = marks_of("The harbour of Northport reopened on Sunday, its master said.")
    assert marks
    assert not are_alike(len(marks), len(marks), len(marks))


def test_a_long_text_has_a_sample_of_bounded_size() -> None:
    assert len(marks_of(" ".join(map(str, range(10_000))))) == 256
