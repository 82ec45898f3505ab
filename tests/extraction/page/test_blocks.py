"""A page as a list of blocks of text."""

import pytest

from tests.support.judged_markup import blocks_of


@pytest.mark.parametrize(
    "unseen", ["\u200d", "&zwnj;", "\u200b\u200b", "&shy; ", "\ufeff<br>\u200e"]
)
def test_a_line_without_a_visible_character_is_no_block(unseen: str) -> None:
    blocks = blocks_of(
        f"<p>Low water.</p><p>{unseen}</p><h2><b>{unseen}</b></h2><p>High water.</p>"
    )
    assert [block.text for block in blocks] == ["Low water.", "High water."]


def test_joiners_within_words_stay() -> None:
    assert [block.text for block in blocks_of("<p>می\u200cخواهم</p>")] == ["می\u200cخواهم"]
