"""A block hears what was said of the blocks around it."""

import numpy as np

from crawler.extraction.classifier.company import COMPANY, MANY, SURE, Company, company_features

TEXT, FURNITURE = 3000, -2000


def heard(
    scores: list[int],
    parents: list[int] | None = None,
    kinds: list[str] | None = None,
    lengths: list[int] | None = None,
) -> list[dict[str, int]]:
    """Return the numbers of COMPANY by name, of each block."""
    count = len(scores)
    groups = Company(
        *(np.array(group or [0] * count) for group in (parents, None, kinds))  # one of each
    )
    rows = company_features(scores, lengths or [200] * count, groups)
    return [dict(zip(COMPANY, row.tolist(), strict=True)) for row in rows]


def test_block_hears_the_scores_of_those_beside_it() -> None:
    block = heard([TEXT, -100, FURNITURE])[1]
    assert (block["score before1"], block["score"], block["score after1"]) == (3000, -100, -2000)


def test_beyond_the_page_all_is_furniture() -> None:
    assert heard([TEXT])[0]["score before1"] == -SURE


def test_its_own_score_is_none_of_its_company() -> None:
    first, second = heard([TEXT, FURNITURE])
    assert (first["score in parent"], second["score in parent"]) == (FURNITURE, TEXT)


def test_long_blocks_say_more_of_their_element_than_short_ones() -> None:
    block = heard([-100, TEXT, FURNITURE], lengths=[100, 499, 9])[0]
    assert block["score in parent"] > 2800


def test_block_alone_in_its_element_hears_nothing_of_it() -> None:
    alone = heard([TEXT, -100], parents=[0, 1])[1]
    assert (alone["score in parent"], alone["kept in parent"]) == (0, -1)


def test_block_knows_how_many_of_its_element_are_kept_before_and_after_it() -> None:
    blocks = heard([TEXT, TEXT, -100, TEXT, TEXT], parents=[0, 1, 1, 1, 0])
    assert [block["kept before in parent"] for block in blocks] == [0, 0, 1, 1, 1]
    assert [block["kept after in parent"] for block in blocks] == [1, 1, 1, 0, 0]


def test_block_knows_the_way_to_the_next_kept_ones() -> None:
    blocks = heard([TEXT, -100, FURNITURE, TEXT])
    assert [block["steps from kept before"] for block in blocks] == [MANY, 1, 2, 3]
    assert [block["steps from kept after"] for block in blocks] == [3, 2, 1, MANY]


def test_page_of_no_text_at_all_has_no_share_of_it() -> None:
    assert [block["kept share"] for block in heard([FURNITURE, FURNITURE])] == [0, 0]
