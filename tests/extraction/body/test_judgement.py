"""What is left out of an article, and what stands beside it and stays."""

import pytest

from crawler.extraction import extract_article
from crawler.extraction.article import extract
from crawler.extraction.body.judgement import REPEATED
from crawler.profiles.profile import GENERIC

URL = "https://herald.example/world/harbour-reopens"
LINES = tuple(
    f"The harbour of Northport reopened {when}, its master said, and the ferries that had waited "
    "outside for days came in one after the other."
    for when in ("on Sunday", "at noon", "in calm weather", "after the storm", "without a pilot")
)
LONG = "Nobody had seen such a swell in the forty years since the pier was built, she added."
SHORT = "“No comment,” he said."


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def page(markup: str) -> str:
    return (
        "<html><head><title>Harbour reopens</title></head><body><article>"
        f"<h1>Harbour reopens</h1>{markup}</article></body></html>"
    )


def texts(markup: str) -> list[str]:
    return [block.text for block in extract_article(page(markup), URL, GENERIC).body]


def reasons(markup: str) -> dict[str, str | None]:
    judged = extract(page(markup), URL, GENERIC).judgements
    return {one.block.text: one.reason for one in judged}


def test_a_long_paragraph_that_is_said_twice_is_kept_once_and_first() -> None:
    assert texts(paragraphs(LONG, *LINES[:3], LONG, *LINES[3:])) == [LONG, *LINES]


def test_a_short_line_may_be_said_twice() -> None:
    lines = [LINES[0], SHORT, LINES[1], LINES[2], SHORT, *LINES[3:]]
    assert texts(paragraphs(*lines)) == lines


def test_headings_at_the_end_head_nothing_and_go() -> None:
    middle = "<h2>The storm</h2>"
    end = "<h2>The weather tomorrow</h2><h3>At sea</h3>"
    markup = f"{paragraphs(*LINES[:2])}{middle}{paragraphs(*LINES[2:])}{end}"
    assert texts(markup) == [*LINES[:2], "The storm", *LINES[2:]]


@pytest.mark.parametrize(
    ("role", "reason"), [("dialog", "in a dialog"), ("alertdialog", "in a dialog"), ("note", None)]
)
def test_what_lies_over_the_page_is_no_part_of_it(role: str, reason: str | None) -> None:
    lines = [LONG, *(line.replace("Northport", "Eastport") for line in LINES[:2])]
    over = f"<div role={role}>{paragraphs(*lines)}</div>"
    judged = reasons(paragraphs(*LINES[:2]) + over + paragraphs(*LINES[2:]))
    expected = {"Harbour reopens": REPEATED, **dict.fromkeys(LINES), **dict.fromkeys(lines, reason)}
    assert judged == expected


def test_an_article_that_its_page_shows_in_a_dialog_is_read() -> None:
    lines = [line.replace("Northport", port) for port in (*"ABCDE", "F", "G") for line in LINES]
    assert texts(f"<div role=dialog>{paragraphs(*lines)}</div>") == lines
