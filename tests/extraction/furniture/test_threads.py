"""Comments are known by the anchor above them, whatever their elements are called."""

import pytest

from crawler.extraction.furniture.threads import threads
from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC

OWN = "".join(
    f"<p>{line}</p>"
    for line in (
        "The ferry of Varn stopped at noon on Tuesday, after the chain that pulls it had broken.",
        "Nobody was hurt, the harbour master said, but eleven passengers had to wait in the cold.",
        "The council will decide on Friday whether the chain is to be replaced this winter.",
    )
)
COMMENTS = ["I was on that ferry, and it was cold.", "Ja, das war längst fällig!", "等了兩個小時。"]
ITEMS = "".join(f"<div class=q7>{line}</div>" for line in COMMENTS)


def behind(markup: str, heading: str = "") -> list[str]:
    """Return the blocks that the rule finds to be comments, all but a heading having been kept."""
    page = read_page(f"<html><body>{markup}</body></html>", "https://herald.example/a", GENERIC)
    assert page is not None
    blocks = page_blocks(page.tree)
    kept = [n for n, block in enumerate(blocks) if block.text != heading]
    return [blocks[n].text for n in threads(page, blocks, kept)]


@pytest.mark.parametrize(
    "markup",
    [
        f"{OWN}<div class=z><a name='comments'></a>{ITEMS}</div>",
        f"<td>{OWN}<hr><a name=Comments></a>{ITEMS}</td>",
        f"{OWN}<div class=z><div><a id='comment-section'></a></div>{ITEMS}</div>",
        f"{OWN}<p><a name='commentList'></a></p><table><tr><td>{ITEMS}</td></tr></table>",
    ],
)
def test_what_follows_the_anchor_of_comments_is_no_part_of_the_text(markup: str) -> None:
    assert behind(markup) == COMMENTS


def test_the_line_that_the_anchor_begins_is_none_either() -> None:
    closed = "<p><a name='commentSection'></a><b>Comments are closed</b></p>"
    assert behind(f"{OWN}{closed}{ITEMS}") == ["Comments are closed", *COMMENTS]
    assert behind(f"{OWN}<h3 id='comments'>3 voices</h3>{ITEMS}") == ["3 voices", *COMMENTS]
    write = "<p><a name='commentSection' href='/write?to=77'>Add yours</a></p>"
    assert behind(f"{OWN}{write}{ITEMS}") == ["Add yours", *COMMENTS]


@pytest.mark.parametrize("heading", ["Comments on this story:", "Комментарии", "网友评论"])
@pytest.mark.parametrize(
    "markup",
    [
        "{own}<h3>{heading}</h3>{items}",
        "{own}<table><tr><td><h2>{heading}</h2></td></tr><tr><td>{items}</td></tr></table>",
        "{own}<div><div><div><h3>{heading}</h3></div><b></b></div><div>{items}</div></div>",
    ],
)
def test_what_follows_a_heading_that_says_so_is_no_part_of_the_text(
    heading: str, markup: str
) -> None:
    page = markup.format(own=OWN, heading=heading, items=ITEMS)
    assert behind(page, heading) == COMMENTS
    assert behind(page) == []  # a heading of the text itself


def test_what_follows_the_element_around_the_anchor_stays() -> None:
    last = "<p>The ferry will run again on Sunday, if the weather allows it.</p>"
    assert behind(f"{OWN}<div><a name='comments'></a>{ITEMS}</div>{last}") == COMMENTS


@pytest.mark.parametrize(
    "markup",
    [
        f"<a name='comments'></a>{OWN}{ITEMS}",  # above the text
        f"{OWN}<a href='#c' name='comments'>3 comments</a>{ITEMS}",  # a link to them
        f"{OWN}<a name='comment'></a><h2>Comment</h2>{ITEMS}",  # a newspaper's column
        f"{OWN}<a name='sport'></a>{ITEMS}",
    ],
)
def test_other_anchors_say_nothing(markup: str) -> None:
    assert behind(markup) == []
