"""An extraction is explained whole: what won, what it beat, and why each block was dropped."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from crawler.extraction.article import extract
from crawler.extraction.explanation import as_json, as_text
from crawler.profiles.profile import SourceProfile

URL = "https://herald.example/world/kites-over-the-bay"
PARAGRAPHS = [
    f"On day {day} the harbour master counted {day * 7} kites above the bay, and wrote each of "
    f"them down in the long blue book that his grandmother had kept before him."
    for day in range(1, 8)
]
PAGE = f"""<html lang="en"><head>
<title>Kites over the bay | The Herald</title>
<meta property="og:title" content="Kites fill the sky over the bay">
<meta property="og:image" content="/kites.jpg">
<meta property="article:published_time" content="2026-03-04T05:06:07+07:00">
</head><body>
<ul class="menu"><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul>
<article class="story lead"><h1>Kites over the bay</h1>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}
<p class="share">Share this story</p></article>
</body></html>"""


def explained(html, **profile):
    return json.loads(as_json(extract(html, URL, SourceProfile(name="herald", **profile))))


def printed(html, *, colour=False, **profile):
    stream = StringIO()
    console = Console(file=stream, width=120, force_terminal=colour, highlight=False, markup=False)
    console.print(as_text(extract(html, URL, SourceProfile(name="herald", **profile))))
    return stream.getvalue()


def test_the_first_candidate_is_the_value_of_the_article():
    fields = explained(PAGE)["fields"]
    assert {
        name: field["value"]
        for name, field in fields.items()
        if field["candidates"] and field["value"] != field["candidates"][0]["value"]
    } == {}


def test_what_was_beaten_stands_with_its_origin():
    candidates = explained(PAGE)["fields"]["headline"]["candidates"]
    assert {"value": "Kites fill the sky over the bay", "origin": "meta og:title"} in candidates[1:]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date_published", "2026-03-04T05:06:07+07:00"),
        ("authors", []),
        ("access", "free"),
        ("date_modified", None),
    ],
)
def test_values_are_plain_in_json(field, value):
    assert explained(PAGE)["fields"][field]["value"] == value


def test_an_image_is_an_object_in_json():
    assert explained(PAGE)["fields"]["image"]["value"]["url"] == "https://herald.example/kites.jpg"


def test_the_blocks_kept_are_those_of_the_body():
    blocks = explained(PAGE)["blocks"]
    assert [block["text"] for block in blocks if block["kept"]] == PARAGRAPHS


def test_a_dropped_block_has_its_reason_and_a_kept_one_none():
    blocks = explained(PAGE, drop_lines=("Share this story",))["blocks"]
    reasons = {block["text"]: block["reason"] for block in blocks}
    assert reasons["Share this story"] == "profile: drop_lines 'Share this story'"
    assert reasons["Kites over the bay"] == "repeats the headline"
    assert reasons[PARAGRAPHS[0]] is None


def test_what_the_profile_says_is_text_is_kept_whatever_is_found():
    lines = ("Share th.s story", "Kites over the bay")
    blocks = explained(PAGE, drop_lines=("Share this story",), keep_lines=lines)["blocks"]
    assert [block["text"] for block in blocks if block["kept"]] == [
        *(block["text"] for block in blocks if block["text"] in {"Kites over the bay"}),
        *PARAGRAPHS,
        "Share this story",
    ]


def test_the_classifiers_reason_is_what_sets_a_block_apart_from_the_article():
    block = next(b for b in explained(PAGE)["blocks"] if b["text"] == "World")
    assert block["reason"] == "furniture"
    assert block["because"]
    assert all(own != theirs for own, theirs in block["because"].values())


def test_what_the_classifier_did_not_drop_needs_no_such_reason():
    others = [b["because"] for b in explained(PAGE)["blocks"] if b["reason"] != "furniture"]
    assert len(others) > len(PARAGRAPHS)
    assert not any(others)


def test_a_block_names_the_elements_around_it_as_a_selector_does():
    block = next(b for b in explained(PAGE)["blocks"] if b["text"] == "Share this story")
    assert block["element"] == "html > body > article.story.lead > p.share"


def test_an_empty_page_has_nothing_to_explain():
    nothing = {"source": "herald", "confidence": None, "fit": None, "fields": {}, "blocks": []}
    assert explained("") == {"url": URL, **nothing}


@pytest.mark.parametrize(
    ("confidence", "line"),
    [
        (None, "confidence - (not judged)"),
        (0, "confidence 0 % that the text is complete and clean"),
    ],
)
def test_the_confidence_is_said_in_percent(confidence: int | None, line: str) -> None:
    extraction = extract(PAGE, URL, SourceProfile(name="herald"))
    judged = replace(extraction, article=replace(extraction.article, confidence=confidence))
    assert json.loads(as_json(judged))["confidence"] == confidence
    stream = StringIO()
    Console(file=stream, width=120).print(as_text(judged))
    assert line in stream.getvalue().splitlines()


def test_a_line_tells_each_value_once_with_all_that_say_it():
    lines = printed(PAGE).splitlines()
    assert any(
        "+ Kites over the bay" in line and "<h1>" in line and "<title>" in line for line in lines
    )


def test_a_line_tells_a_dropped_block_with_its_reason():
    assert "repeats the headline: Kites over the bay" in printed(PAGE)


def test_a_field_without_evidence_says_so():
    line = next(line for line in printed(PAGE).splitlines() if line.startswith("credit"))
    assert "the page does not say" in line


def test_there_is_colour_on_a_terminal_alone():
    assert "\x1b[" in printed(PAGE, colour=True)
    assert "\x1b[" not in printed(PAGE)


HOSTILE = PAGE.replace("Share this", "Share \x1b[2J&#27;]0;owned&#7; \x9b31m \u202ethis").replace(
    'class="share"', 'class="share \x1b[5m"'
)


def test_a_pages_control_characters_do_not_reach_the_terminal():
    shown = printed(HOSTILE)
    assert [char for char in shown if not char.isprintable() and char != "\n"] == []
    assert "]0;owned" in shown


def test_a_pages_control_characters_are_escaped_in_json():
    text = as_json(extract(HOSTILE, URL, SourceProfile(name="herald")))
    assert [char for char in text if not char.isprintable() and char != "\n"] == []
    assert r"\u001b]0;owned\u0007" in text


def test_markup_in_a_page_is_text():
    assert "[bold]Share" in printed(PAGE.replace("Share this", "[bold]Share this"))
