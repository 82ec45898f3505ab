"""What a page prints again goes; what a writer says twice stays."""

from collections.abc import Sequence

import pytest

from crawler.extraction.article import extract_article
from crawler.extraction.furniture.repetitions import labelled_links, pulled_out, said_before
from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.page import Page, read_page
from crawler.profiles.profile import GENERIC

URL = "https://herald.example/world/harbour-reopens"
SAID = "we have waited for this day since the storm took the lights"
PARAGRAPHS = "".join(
    f"<p>The harbour of Northport reopened {when}, its master said, and the ferries that had "
    f"waited outside for days came in one after the other.</p>"
    for when in ("on Sunday", "at noon", "in calm weather", "after the storm")
)


def lines(quotation: str, paragraph: str) -> list[str]:
    html = (
        f"<title>Harbour reopens</title><body><article><h1>Harbour reopens</h1>{PARAGRAPHS}"
        f"<blockquote class=pull-quote>{quotation}</blockquote>{paragraph}"
        f"{PARAGRAPHS.replace('The', 'This')}"
    )
    return [block.text for block in extract_article(html, URL, GENERIC).body]


def test_a_quotation_pulled_out_of_the_text_is_dropped() -> None:
    paragraph = f"“Yes,” the master said from the pier on Sunday, “{SAID}, all of us.”"
    found = lines(f"“{SAID}”", f"<p>{paragraph}</p>")
    assert paragraph in found
    assert f"“{SAID}”" not in found


def test_a_quotation_that_says_something_new_stays() -> None:
    paragraph = "<p>The master said from the pier on Sunday that all of them had waited long.</p>"
    assert f"“{SAID}”" in lines(f"“{SAID}”", paragraph)


@pytest.mark.parametrize(("letters", "is_kept"), [(19, True), (20, False)])
def test_a_short_phrase_may_well_be_said_twice(letters: int, is_kept: bool) -> None:
    phrase = SAID[: letters - 2] + "zz"  # a word of its own at the end
    paragraph = f"“Yes,” the master said from the pier on Sunday, “{phrase}, all of us.”"
    assert len(phrase) == letters
    assert (f"“{phrase}”" in lines(f"“{phrase}”", f"<p>{paragraph}</p>")) is is_kept


LINES = tuple(
    f"The lamps of Northport burned {when}, its keeper said, and the boats that had waited outside "
    "for days came in one after the other."
    for when in ("on Sunday", "at noon", "in calm weather", "after the storm", "without a keeper")
)
QUESTION = "What would you tell somebody who sails into Northport for the first time in his life?"
HEADLINES = ("The mill at Orsk turns again in autumn", "A bridge over the Varn opens to carts")


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def body(*markup: str) -> list[str]:
    html = f"<title>Lamps burn</title><body><article><h1>Lamps burn</h1>{''.join(markup)}</article>"
    return [block.text for block in extract_article(html, URL, GENERIC).body]


def test_the_same_question_to_several_people_is_asked_each_time() -> None:
    said = [line for answer in LINES for line in (QUESTION, answer)]
    assert body(paragraphs(*said)) == said


def test_a_paragraph_that_follows_itself_is_printed_once() -> None:
    assert body(paragraphs(LINES[0], *LINES)) == list(LINES)


def test_a_text_that_is_there_twice_is_printed_once() -> None:
    assert body(paragraphs(*LINES, *LINES)) == list(LINES)


def test_paragraphs_of_the_text_that_another_box_has_in_a_row_are_printed_once() -> None:
    again = f"<div class=at-a-glance>{paragraphs(*LINES[1:3])}</div>"
    more = paragraphs(*(line.replace("Northport", "Eastport") for line in LINES))
    assert body(paragraphs(*LINES), again, more).count(LINES[1]) == 1


def test_a_short_line_between_paragraphs_that_are_printed_again_goes_with_them() -> None:
    lines = [LINES[0], "“Ahoy!” was all.", *LINES[1:]]
    again = f'<div class="print-layer">{paragraphs(*lines[:3])}</div>'
    more = paragraphs(*(line.replace("Northport", "Eastport") for line in LINES))
    assert body(paragraphs(*lines), again, more).count("“Ahoy!” was all.") == 1


def test_a_paragraph_is_in_a_row_with_one_that_was_left_out_already() -> None:
    left_out = f'<div class="print-layer"><p hidden>{LINES[1]}</p><p>{LINES[2]}</p></div>'
    more = paragraphs(*(line.replace("Northport", "Eastport") for line in LINES))
    assert body(paragraphs(*LINES), left_out, more).count(LINES[2]) == 1


def test_a_short_line_may_follow_itself() -> None:
    assert body(paragraphs(*LINES[:3], "“Ahoy!”", "“Ahoy!”", *LINES[3:])).count("“Ahoy!”") == 2


@pytest.mark.parametrize(("length", "times"), [(59, 2), (60, 1)])
def test_a_line_is_long_from_sixty_characters_on(length: int, times: int) -> None:
    line = f"{QUESTION[: length - 1]}?"
    assert len(line) == length
    assert body(paragraphs(*LINES[:3], line, line, *LINES[3:])).count(line) == times


def test_code_may_be_said_twice() -> None:
    line = "for lock in locks_of_the_canal_of_varn: open_all_gates(lock, until=8)"
    code = f"<pre><code>{line}</code></pre>"
    assert body(paragraphs(*LINES[:2]), code, code, paragraphs(*LINES[2:])).count(line) == 2


@pytest.mark.parametrize("label", ["FUNDA NALAPHA", "Lexo edhe", "Ehara i tēnei"])
@pytest.mark.parametrize(
    "form", ["<p><a href=/{n}>{label} | {line}</a></p>", "<p>{label}: <a href=/{n}>{line}</a></p>"]
)
def test_a_label_before_each_of_several_headlines_points_to_other_stories(
    label: str, form: str
) -> None:
    pointers = [form.format(n=n, label=label, line=line) for n, line in enumerate(HEADLINES)]
    found = body(
        paragraphs(*LINES[:2]),
        pointers[0],
        paragraphs(LINES[2]),
        pointers[1],
        paragraphs(*LINES[3:]),
    )
    assert found == list(LINES)


def test_a_label_before_links_to_elsewhere_is_the_texts() -> None:
    links = "".join(
        f"<p>Where they eat: <a href=https://inn{n}.example/>{line}</a>, he says.</p>"
        for n, line in enumerate(HEADLINES)
    )
    assert len(body(paragraphs(*LINES[:3]), links, paragraphs(*LINES[3:]))) == len(LINES) + 2


# What the rules say of blocks by themselves, where the classifier would drop some before them.


def page_of(markup: str) -> Page:
    page = read_page(f"<title>Lamps</title><body>{markup}</body>", URL, GENERIC)
    assert page is not None
    return page


def again(*markup: str, left_out: Sequence[int] = ()) -> list[int]:
    blocks = page_blocks(page_of("".join(markup)).tree)
    return [*said_before(blocks, [n for n in range(len(blocks)) if n not in left_out])]


def box(*lines: str) -> str:
    return f"<div class=box>{paragraphs(*lines)}</div>"


OTHERS = tuple(line.replace("Northport", "Eastport") for line in LINES)


def test_a_paragraph_alone_in_another_box_may_be_meant_there() -> None:
    assert again(paragraphs(*LINES, *OTHERS), box(LINES[1])) == []


def test_paragraphs_in_a_row_in_the_same_place_may_be_a_refrain() -> None:
    assert again(paragraphs(*LINES, *OTHERS, *LINES[1:3])) == []
    assert again(paragraphs(*LINES, *OTHERS), box(*LINES[1:3])) == [10, 11]


def test_a_row_counts_from_its_first_and_to_its_last_paragraph() -> None:
    assert again(paragraphs(*LINES, *OTHERS), box(*LINES[:2])) == [10, 11]
    assert again(paragraphs(*OTHERS, *LINES), box(*LINES[-2:])) == [10, 11]


def test_two_fifths_that_are_said_again_are_a_text_that_is_printed_twice() -> None:
    five = [f"{QUESTION[:60]}{n}" for n in range(6)]
    assert again(paragraphs(*five[:3], *five[1:3])) == [3, 4]
    assert again(paragraphs(*five[:4], *five[1:3])) == []


def test_what_was_left_out_already_is_neither_said_nor_said_again() -> None:
    assert again(paragraphs(LINES[0]), box(LINES[0]), left_out=[0]) == []
    assert again(paragraphs(LINES[0]), box(LINES[0]), left_out=[1]) == []


def test_a_short_line_goes_only_if_it_too_is_said_again() -> None:
    new = "“Ahoy!” was all."
    assert again(paragraphs(*LINES, *OTHERS), box(LINES[1], new, LINES[2])) == [10, 12]
    lines = [*LINES[:2], new, *LINES[2:]]
    assert sorted(again(paragraphs(*lines, *lines))) == [*range(len(lines), 2 * len(lines))]


def test_words_of_two_paragraphs_are_no_quotation_of_either() -> None:
    quotation = "<p class=pullquote>waited outside for days What would you tell</p>"
    blocks = page_blocks(
        page_of(f"<p>They waited outside for days</p><p>{QUESTION}</p>{quotation}").tree
    )
    assert [*pulled_out(blocks, [0, 1, 2])] == []


def labelled(*forms: str) -> list[int]:
    page = page_of("".join(f"<p>{form}</p>" for form in forms))
    blocks = page_blocks(page.tree)
    return [*labelled_links(page, blocks, range(len(blocks)))]


@pytest.mark.parametrize(
    ("forms", "are_pointers"),
    [
        ([f"Lexo: <a href=/{n}>{line}</a>" for n, line in enumerate(HEADLINES)], True),
        ([f"Lexo: <a href=/{n}>{line[:19]}</a>" for n, line in enumerate(HEADLINES)], False),
        ([f"Lexo: <a href=/{n}>{line}</a>, he says" for n, line in enumerate(HEADLINES)], False),
        ([f"Lexo: <a href=http://[/{n}>{line}</a>" for n, line in enumerate(HEADLINES)], False),
        ([f"Lexo: {line}" for line in HEADLINES], False),
        ([f"Lexo: <a href=/{n}>{60 * 'aloha '}</a>" for n in range(2)], False),
    ],
    ids=["headlines", "too short", "in a sentence", "no address", "no links", "too long"],
)
def test_a_label_points_to_other_stories_before_links_that_are_headlines(
    forms: list[str], are_pointers: bool
) -> None:
    assert labelled(*forms) == ([0, 1] if are_pointers else [])


def test_headings_with_a_label_are_headings() -> None:
    page = page_of(
        "".join(f"<h2>Lexo: <a href=/{n}>{line}</a></h2>" for n, line in enumerate(HEADLINES))
    )
    blocks = page_blocks(page.tree)
    assert [*labelled_links(page, blocks, range(len(blocks)))] == []
