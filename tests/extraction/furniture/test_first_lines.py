"""Lines about the page that stand in the text's own cell: date, headline, site's name, address."""

import pytest

from crawler.extraction.article import extract
from crawler.profiles.profile import GENERIC

URL = "https://www.herald.example/print/12"
HEADLINE = "Harbour of Northport reopens after the storm"
LINES = tuple(
    f"The harbour of Northport reopened {when}, its master said, and the ferries that had waited "
    "outside for days came in one after the other."
    for when in ("on Sunday", "at noon", "in calm weather", "after the storm", "without a pilot")
)
TEXT = "".join(f"<p>{line}</p>" for line in LINES)


def reasons(markup: str, lang: str = "") -> dict[str, str | None]:
    head = f"<html{lang}><head><title>{HEADLINE}</title></head><body>"
    return {
        one.block.text: one.reason
        for one in extract(f"{head}{markup}</body></html>", URL, GENERIC).judgements
    }


def kept(markup: str, lang: str = "") -> list[str]:
    return [text for text, reason in reasons(markup, lang).items() if reason is None]


@pytest.mark.parametrize(
    "lines", ["<b>{0}</b><br>3 May 2024", "3 May 2024, 09:15<br><b>{0}</b>", "<b>{0}</b><br><br>"]
)
def test_headline_and_date_in_the_texts_cell_are_no_text(lines: str) -> None:
    text = "<br><br>".join(LINES)
    cell = f"<table><tr><td>{lines.format(HEADLINE)}<br><br>{text}</td></tr></table>"
    assert kept(cell) == list(LINES)


@pytest.mark.parametrize(
    "lines",
    [
        "<span id=lblTitle>{0}</span><br><span id=lblDate>3.5.2024 09:15</span><br>",
        "<b>{0}</b><br>Published 3 May 2024, 09:15, by Ann Lee<br>",
        "Town<br>{0}<br>",
    ],
    ids=["headline and date", "a name, too", "a section above"],
)
def test_a_single_line_break_parts_headline_and_text(lines: str) -> None:
    text = "<br>".join(LINES)
    cell = f"<form><div class=detail>{lines.format(HEADLINE)}<span>{text}</span></div></form>"
    assert kept(cell) == ["\n".join(LINES)]


def test_a_date_with_a_name_right_below_the_headline_is_no_text() -> None:
    line = "<p><i>Ann Lee, Northport, 3 May 2024</i></p>"
    assert kept(f"<h3>{HEADLINE}</h3>{line}{TEXT}") == list(LINES)


def test_a_sentence_with_a_date_right_below_the_headline_may_be_text() -> None:
    line = "Nobody was at sea on 3 May 2024."
    assert reasons(f"<h1>{HEADLINE}</h1><p>{line}</p>{TEXT}")[line] != "date"


def test_a_date_is_read_in_the_language_of_the_text_where_the_page_declares_none() -> None:
    lines = (
        "Мостът над река Ралица край Долна Вера ще бъде отворен за движение на първи юни, съобщиха "
        "от общината, а автобусите ще минават по него още същия ден.",
        "Старото съоръжение беше затворено през пролетта, когато експерти откриха пукнатини в две "
        "от опорите, и жителите на отсрещния бряг пътуваха по-дълго.",
        "Кметът заяви, че средствата са осигурени от бюджета на общината и от областта, без заем.",
    )
    first = f"<b>{HEADLINE}</b><br>3 май 2024 г."
    assert kept(f"<td>{first}<br><br>{'<br><br>'.join(lines)}</td>") == list(lines)


def test_what_stands_above_the_h1_and_is_no_sentence_is_no_text() -> None:
    page = f"<p><b>The Northport Herald</b></p><hr><h1>{HEADLINE}</h1><p>3 May 2024</p>{TEXT}"
    assert kept(page) == list(LINES)


def test_a_sentence_above_the_h1_may_be_text() -> None:
    lead = LINES[0].replace("Sunday", "Monday")
    assert reasons(f"<p>{lead}</p><h1>{HEADLINE}</h1>{TEXT}")[lead] != "above the headline"
    kicker = "<h2>After the storm of Saturday</h2>"
    found = reasons(f"{kicker}<h1>{HEADLINE}</h1>{TEXT}")
    assert found["After the storm of Saturday"] != "above the headline"


@pytest.mark.parametrize(
    "line", ["https://www.herald.example/a/12.html", "URL: https://herald.example/a/12.html"]
)
def test_the_address_of_the_page_is_no_text(line: str) -> None:
    assert kept(f"<h1>{HEADLINE}</h1>{TEXT}<p>{line}</p>") == list(LINES)


def test_an_address_elsewhere_or_within_the_text_may_be_text() -> None:
    other = "https://port-authority.example/tides"
    page = f"<h1>{HEADLINE}</h1>{TEXT}<p>{other}</p>"
    assert reasons(page)[other] != "says where the page is"
    own = "https://www.herald.example/a/12.html"
    page = f"<h1>{HEADLINE}</h1>{TEXT}<p>{own}</p>{TEXT.replace('storm', 'gale')}"
    assert reasons(page)[own] != "says where the page is"


def test_a_day_of_the_islamic_calendar_beside_the_date_is_part_of_it() -> None:
    date = "الثلاثاء 6 ذو القعدة 1445 هـ - 14 مايو 2024 09:15"
    text = "<br><br>".join(LINES)
    cell = f"<td>{date}<br><b>{HEADLINE}</b><br><br>{text}</td>"
    assert kept(f"<table><tr>{cell}</tr></table>", " lang=ar") == list(LINES)
