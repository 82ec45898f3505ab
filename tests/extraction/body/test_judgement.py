"""What is left out of an article, and what stands beside it and stays."""

import pytest

from crawler.extraction.article import extract, extract_article
from crawler.extraction.body.judgement import REPEATED
from crawler.profiles.profile import GENERIC, SourceProfile

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


def test_headings_at_the_end_head_nothing_and_go() -> None:
    middle = "<h2>The storm</h2>"
    end = "<h2>The weather tomorrow</h2><h3>At sea</h3>"
    markup = f"{paragraphs(*LINES[:2])}{middle}{paragraphs(*LINES[2:])}{end}"
    assert texts(markup) == [*LINES[:2], "The storm", *LINES[2:]]


def test_a_credit_above_a_heading_at_the_end_closes_the_text() -> None:
    end = "<p>Source: www.herald.example</p><h2>Latest news</h2>"
    judged = reasons(paragraphs(*LINES) + end)
    assert judged["Source: www.herald.example"] == "credit"
    assert judged["Latest news"] in ("heading without text", "furniture")


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


HEADLINE = "The old harbour reopens today"


@pytest.mark.parametrize(
    ("line", "is_dropped"),
    [
        ("<h1>Today the old harbour reopens</h1>", True),
        ("<h1>Old harbour reopens today</h1>", True),  # four of five words
        ("<h1>The old harbour reopens today as ever</h1>", False),  # five of seven
        ("<h2>Today the old harbour reopens</h2>", True),
        ("<h2>Old harbour reopens today</h2>", False),  # it may head a part of the text
        ("<p>The old harbour reopens today.</p>", True),
        ("<p>Old harbour reopens today.</p>", False),
    ],
)
def test_a_line_that_says_what_the_headline_says_repeats_it(line: str, is_dropped: bool) -> None:
    html = page(line + paragraphs(*LINES)).replace("Harbour reopens", HEADLINE)
    first, second, *rest = extract(html, URL, GENERIC).judgements
    assert (first.block.text, first.reason) == (HEADLINE, REPEATED)
    assert (second.reason == REPEATED) is is_dropped
    assert [one.block.text for one in rest if one.kept] == list(LINES)


@pytest.mark.parametrize(
    ("line", "is_dropped"),
    [("Harbour: reopens harbour: reopens, harbour...", True), ("Harbour reopens " * 3, False)],
)
def test_a_line_of_more_than_three_headlines_repeats_none(line: str, is_dropped: bool) -> None:
    assert (len(line.strip()) <= 3 * len("Harbour reopens")) is is_dropped
    assert (reasons(paragraphs(line, *LINES))[line.strip()] == REPEATED) is is_dropped


def test_headings_at_the_end_go_even_those_of_live_posts() -> None:
    post = "<article><time datetime=2025-12-11T1{0}:10Z>1{0}:10</time><h2>{1}</h2>{2}</article>"
    posts = (post.format(5, "At sea", paragraphs(*LINES)), post.format(4, "The weather", ""))
    html = page("".join(posts)).replace(
        "<body>",
        '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script><body>',
    )
    judged = {one.block.text: one.reason for one in extract(html, URL, GENERIC).judgements}
    assert (judged["At sea"], judged["The weather"]) == (None, "heading without text")
    assert [text for text in LINES if judged[text] is None] == list(LINES)


def test_the_dates_of_live_posts_stay() -> None:
    post = "<article><time datetime=2025-10-05T1{0}:10Z>1{0}:10</time><h2>At {0}</h2>{1}</article>"
    texts_of = [paragraphs("5 October 2025", *lines) for lines in (LINES, (LONG,))]
    html = page(post.format(5, texts_of[0]) + post.format(4, texts_of[1])).replace(
        "<body>", '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script><body>'
    )
    body = extract_article(html, URL, GENERIC).body
    assert [block.text for block in body].count("5 October 2025") == 2


PROFILED = SourceProfile(
    name="herald",
    selectors={"body": "#story"},
    drop_blocks=(".box", "p.note"),
    drop_lines=("More of this",),
)


def test_a_profile_says_what_its_pages_have_around_their_text() -> None:
    html = page(
        f"<p>{LONG}</p><div id=story>{paragraphs(*LINES)}<div class=box><p>{LONG}</p></div>"
        "<p>More of this</p><p>More of this tomorrow</p></div>"
    )
    judged = [(one.block.text, one.reason) for one in extract(html, URL, PROFILED).judgements]
    assert judged[:2] == [
        ("Harbour reopens", "profile: outside of body"),
        (LONG, "profile: outside of body"),
    ]
    assert judged[-3:-1] == [
        (LONG, "profile: drop_blocks"),
        ("More of this", "profile: drop_lines 'More of this'"),
    ]
    assert not str(judged[-1][1]).startswith("profile")


def test_what_a_profile_keeps_is_certain_and_says_who_kept_it() -> None:
    profile = SourceProfile(name="herald", keep_lines=("ADVERTISEMENT", LINES[0]))
    html = page(paragraphs(*LINES[:2], "ADVERTISEMENT", *LINES[2:]))
    judged = {one.block.text: one for one in extract(html, URL, profile).judgements}
    said = judged["ADVERTISEMENT"]
    assert (said.reason, said.likelihood, said.kept_by) == (None, 100, "profile: keep_lines")
    assert (judged[LINES[0]].reason, judged[LINES[0]].kept_by) == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "<p>5 Oct, 2025</p>",
        "<h3>Sunday, 5 October 2025</h3>",
        "<p>Published 5 October 2025, 10:30</p>",
        "<div>October 5, 2025</div><h2>The storm</h2>",
        "<h2>The storm</h2><p>Sunday, 5 October 2025</p>",
        "<p>ADVERTISEMENT</p><p>Published 5 October 2025, 10:30</p>",
    ],
)
def test_a_date_above_the_text_is_no_part_of_it(line: str) -> None:
    kept = texts(line + paragraphs(*LINES))
    assert [text for text in kept if text != "The storm"] == list(LINES)


def test_a_profile_may_name_the_paragraph_itself() -> None:
    html = page(f"<div id=story>{paragraphs(*LINES)}<p class=note>{LONG}</p></div>")
    judged = {one.block.text: one.reason for one in extract(html, URL, PROFILED).judgements}
    assert judged[LONG] == "profile: drop_blocks"
    assert [text for text in LINES if judged[text] is None] == list(LINES)


def test_a_date_behind_a_paragraph_with_figures_is_part_of_the_text() -> None:
    first = LINES[0].replace("on Sunday", "on 4 October 2025 at 10:30")
    assert texts(paragraphs(first, "5 October 2025", *LINES[1:])) == [
        first,
        "5 October 2025",
        *LINES[1:],
    ]


def test_a_date_behind_a_short_line_of_words_is_not_the_articles() -> None:
    lines = ("The storm was over at last, the harbour master said.", "5 October 2025", *LINES)
    assert reasons(paragraphs(*lines))["5 October 2025"] != "date"


@pytest.mark.parametrize(("length", "reason"), [(60, "date"), (61, None)])
def test_a_line_of_a_date_has_sixty_characters_at_most(length: int, reason: str | None) -> None:
    line = "5 October 2025 ".ljust(length, "x")
    assert reasons(paragraphs(line, *LINES))[line] == reason


@pytest.mark.parametrize(
    "line", ["On 5 October 2025 it was calm at last, she said.", "5 October 2025"]
)
def test_a_date_within_the_text_is_part_of_it(line: str) -> None:
    assert line in texts(paragraphs(*LINES[:2], line, *LINES[2:]))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Published online 5 October 2025", "date"),
        ("Updated 2 hours ago", "date"),
        ("Published: yesterday at 5 p.m.", None),  # which ends as a sentence does
        ("Updated figures of 2024 show no change for the barges", None),
        ("Published again online 5 October 2025", None),  # three words more
    ],
)
def test_two_words_may_stand_with_a_date(line: str, reason: str | None) -> None:
    judged = reasons(paragraphs(line, *LINES))
    assert (judged[line] if judged[line] == "date" else None) == reason
    assert [text for text in LINES if judged[text] is None] == list(LINES)


BY_LEE = '<meta name="author" content="Ann Lee">'
NOTE = "Ann Lee is a baker in Northport and keeps the books of its choir."


def test_a_note_on_the_author_closes_the_article_and_is_no_part_of_it() -> None:
    html = page(paragraphs(*LINES, NOTE)).replace("<body>", f"{BY_LEE}<body>")
    judged = {one.block.text: one.reason for one in extract(html, URL, GENERIC).judgements}
    assert judged[NOTE] == "about the author"
    assert [text for text in LINES if judged[text] is None] == list(LINES)


@pytest.mark.parametrize("label", ["About the author", "ABOUT THE WRITER:", "Über die Autorin"])
def test_so_does_what_stands_below_the_label_of_such_a_note(label: str) -> None:
    note = "Bo Ek, who has baked in Northport for years, keeps the books of its choir."
    html = page(paragraphs(*LINES, label, note))
    assert [block.text for block in extract_article(html, URL, GENERIC).body] == list(LINES)


@pytest.mark.parametrize(
    "lines", [(*LINES[:3], NOTE, *LINES[3:]), (*LINES, NOTE.replace("Ann Lee", "Bo Ek"))]
)
def test_what_the_text_says_of_people_is_part_of_it(lines: tuple[str, ...]) -> None:
    html = page(paragraphs(*lines)).replace("<body>", f"{BY_LEE}<body>")
    assert [block.text for block in extract_article(html, URL, GENERIC).body] == list(lines)


def test_a_page_without_text_has_no_judgements() -> None:
    assert extract("<html><body></body></html>", URL, GENERIC).judgements == []


STANDFIRST = "Engineers give the bearings five more years, and fishermen are glad of it"


@pytest.mark.parametrize("name", ["standfirst", "article-intro", "subtitle", "vorspann", "chapo"])
@pytest.mark.parametrize("tag", ["p", "h2", "div"])
@pytest.mark.parametrize("headline", ["h1", "div"])
def test_a_standfirst_above_the_text_is_the_description(tag: str, name: str, headline: str) -> None:
    markup = f"<{tag} class={name}>{STANDFIRST}</{tag}>{paragraphs(*LINES)}"
    html = page(markup).replace("<h1>", f"<{headline}>").replace("</h1>", f"</{headline}>")
    article = extract_article(html, URL, GENERIC)
    said = [block.text for block in article.body]
    assert (article.description == STANDFIRST) != (STANDFIRST in said)
    judged = {one.block.text: one.reason for one in extract(html, URL, GENERIC).judgements}
    assert judged[STANDFIRST] == (None if STANDFIRST in said else "standfirst")
    assert said[-len(LINES) :] == list(LINES)


@pytest.mark.parametrize(
    "markup",
    [
        "<p><img src=/hand.png width=800></p><p><em>The hand protects the slot.</em></p>",
        "<p><img src=/hand.png width=800><br><i>The hand protects the slot.</i></p>",
    ],
)
def test_a_line_in_italics_right_below_a_picture_is_its_caption(markup: str) -> None:
    html = page(paragraphs(*LINES[:2]) + markup + paragraphs(*LINES[2:]))
    body = extract_article(html, URL, GENERIC).body
    assert [block.text for block in body if block.kind != "image"] == list(LINES)
    images = [block.image for block in body if block.image is not None]
    assert [image.caption for image in images] == ["The hand protects the slot."]


def test_a_line_in_italics_that_follows_a_paragraph_is_text() -> None:
    line = "The names were changed."
    assert texts(paragraphs(*LINES) + f"<p><em>{line}</em></p>")[-1:] == [line]


@pytest.mark.parametrize(("length", "reason"), [(150, None), (151, "furniture")])
def test_a_brief_has_a_hundred_and_fifty_characters_at_most(
    length: int, reason: str | None
) -> None:
    """What stands below its headline is its text, which longer articles drop."""
    line = LINES[0].removesuffix(".").ljust(length - 1, "r") + "."
    assert len(line) == length
    judged = reasons(paragraphs(line, "Photo by the pier, Monday"))
    assert (judged[line], judged["Photo by the pier, Monday"]) == (None, reason)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (STANDFIRST, "standfirst"),
        ("© 2025 The Herald of Northport, all rights reserved to its owners", "legal notice"),
    ],
)
def test_what_is_named_a_standfirst_is_one_if_no_rule_knows_its_words(
    line: str, reason: str
) -> None:
    judged = reasons(f"<p class=standfirst>{line}</p>{paragraphs(*LINES)}")
    assert judged[line] == reason
    assert [text for text in LINES if judged[text] is None] == list(LINES)


def test_a_list_between_paragraphs_is_part_of_the_text_whatever_its_points_are() -> None:
    points = ["Home", "Sport", "Weather"]
    judged = extract(
        page(
            paragraphs(*LINES[:3])
            + f"<ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>"
            + paragraphs(*LINES[3:])
        ),
        URL,
        GENERIC,
    ).judgements
    found = {one.block.text: one for one in judged}
    assert all(found[point].likelihood < 50 for point in points), "the classifier would drop them"
    assert all(found[point].kept for point in points)
