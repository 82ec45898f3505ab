"""What counts as running text."""

import pytest

from crawler.extraction.classifier.prose import prose_of
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
