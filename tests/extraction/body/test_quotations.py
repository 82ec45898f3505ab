"""Who is quoted stands below the quotation, and is kept with it."""

from functools import partial

import pytest

from crawler.extraction.body.quotations import lone_sources, sources
from tests.support import judged_markup
from tests.support.judged_markup import LONG, blocks_of

WHO = "Ada Brook, keeper"

taken_back = partial(
    judged_markup.taken_back, lambda blocks, kept, open_, _: sources(blocks, kept, open_)
)


@pytest.mark.parametrize(
    "quotation",
    [
        "<blockquote><p>{0}</p><footer data-is=unsure>{1}</footer></blockquote>",
        "<blockquote><p>{0}</p><footer><p data-is=unsure>{1}</p></footer></blockquote>",
        "<figure><blockquote><p>{0}</p></blockquote><figcaption data-is=unsure>{1}</figure>",
        "<blockquote data-is=unsure><p data-is=kept>{0}</p><cite>{1}</cite></blockquote>",
    ],
    ids=["footer", "paragraph of the footer", "caption", "cite"],
)
def test_who_is_quoted_in_a_kept_quotation_is_kept(quotation: str) -> None:
    assert taken_back(quotation.format(LONG, WHO)) == [WHO]


@pytest.mark.parametrize(
    "quotation",
    [
        "<blockquote data-is=unsure><p>{0}</p>{1}</blockquote>",
        "<blockquote class=tweet><p>{0}</p><p data-is=unsure>{1}</p></blockquote>",
    ],
)
def test_who_stands_behind_a_dash_in_a_kept_quotation_is_kept(quotation: str) -> None:
    assert taken_back(quotation.format(LONG, f"— {WHO}")) == [f"— {WHO}"]
    assert taken_back(quotation.format(LONG, WHO)) == []


@pytest.mark.parametrize(
    "markup",
    [
        "<blockquote><p data-is=never>{0}</p><footer data-is=unsure>{1}</footer></blockquote>",
        "<p>{0}</p><blockquote><footer data-is=unsure>{1}</footer></blockquote>",
        "<figure><img src=a.jpg><blockquote><p>{0}</p></blockquote><figcaption data-is=unsure>{1}",
    ],
    ids=["quotation dropped", "no quotation", "a picture's caption"],
)
def test_what_names_nobody_who_is_quoted_stays_out(markup: str) -> None:
    assert taken_back(markup.format(LONG, WHO)) == []


@pytest.mark.parametrize(
    ("quotation", "left_out"),
    [
        ("<blockquote><p>{0}</p><cite>{1}</cite></blockquote>", True),
        ("<figure><blockquote><p>{0}</p></blockquote><figcaption>{1}</figcaption></figure>", True),
        ("<blockquote><p>{0}</p><p>A post shared by {1} (@ada.b)</p></blockquote>", True),
        ("<blockquote><p>{0}</p><p>They all came.</p><cite>{1}</cite></blockquote>", False),
        ("<blockquote><p>{0}</p><p>— {1} it is.</p></blockquote>", False),
        ("<p>{0}</p><p>{1} (@ada.b) came.</p>", False),
    ],
)
def test_who_is_quoted_is_left_out_where_the_quotation_is(quotation: str, left_out: bool) -> None:
    blocks = blocks_of(quotation.format(LONG, WHO))
    assert [*lone_sources(blocks, [True] * len(blocks))] == []
    found = [*lone_sources(blocks, [block.text != LONG for block in blocks])]
    assert found == [1] * left_out
