"""What counts as running text."""

import pytest

from crawler.extraction.classifier.prose import Prose, prose_of
from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC

SAID = "The ferries of Northport sail again on Sunday, the master said"


def running(text: str) -> int:
    page = read_page(f"<body><div><p>{text}</p></div>", "https://herald.example/a", GENERIC)
    assert page is not None
    blocks = page_blocks(page.tree)
    return prose_of(blocks, [True] * len(blocks)).running


@pytest.mark.parametrize("end", [".", ".”", "!", ". (AP)", ". (1)", ".(jk)", "。（共同）"])
def test_a_sentence_ends_in_a_full_stop_whatever_mark_follows(end: str) -> None:
    assert running(f"{SAID}{end}") >= len(SAID)


@pytest.mark.parametrize("end", ["", " (AP)", " – read more", ", in numbers (2)"])
def test_a_label_is_no_sentence(end: str) -> None:
    assert running(f"{SAID}{end}") == 0


@pytest.mark.parametrize(
    "said",
    [
        "ጀልባዎቹ ከእሑድ ጀምሮ እንደገና መጓዝ ይጀምራሉ ሲሉ የወደቡ ኃላፊ ተናግረዋል።",
        "Լաստանավերը կիրակի օրվանից կրկին կլողան, ասաց նավահանգստի պետը։",
        "တနင်္ဂနွေနေ့မှစ၍ ကူးတို့သင်္ဘောများ ပြန်လည်ထွက်ခွာမည်ဟု ဆိပ်ကမ်းမှူးက ပြောသည်။",
    ],
)
def test_a_full_stop_is_one_in_any_script(said: str) -> None:
    assert running(said) > 0
    assert running(said[:-1]) == 0


ENTRY = "5 May 2024<br><a href=/{0}><b>Ferry number {0} sails again</b></a><br>{1}"


def prose(cells: list[str]) -> Prose:
    html = f"<table><tr><td>{'<br><br>'.join(cells)}</td></tr></table>"
    page = read_page(f"<body>{html}", "https://herald.example/a", GENERIC)
    assert page is not None
    blocks = page_blocks(page.tree)
    return prose_of(blocks, [True] * len(blocks))


def test_dates_and_titles_above_texts_in_a_cell_are_those_of_a_list() -> None:
    assert prose([ENTRY.format(n, f"{SAID}.") for n in range(4)]).is_list


def test_a_text_in_a_cell_with_links_within_its_lines_is_no_list() -> None:
    linked = SAID.replace("ferries of Northport", "<a href=/f>ferries of Northport</a>")
    assert not prose([f"{linked}." for _ in range(4)]).is_list
