"""Lines that lead to the site's own account on a social network."""

import pytest

from crawler.extraction.furniture.accounts import account_rule
from crawler.extraction.furniture.furniture import Reason
from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC

LINE = "The Varn Gazette is there, too, each day"


def reason(line: str, url: str = "https://news.varngazette.example/locks") -> Reason | None:
    """Return what the rule says of a line on a page of the Varn Gazette."""
    page = read_page(f"<html><body><article>{line}</article></body></html>", url, GENERIC)
    assert page is not None
    return account_rule(page)(page_blocks(page.tree)[0])


@pytest.mark.parametrize(
    "address",
    [
        "https://www.facebook.com/varngazette",
        "https://www.facebook.com/pages/Varn-Gazette/1234567",
        "https://t.me/varn_gazette_online",
        "https://bsky.app/profile/varngazette.example",
        "https://youtube.com/@VarnGazette?sub_confirmation=1",
    ],
)
def test_a_line_that_ends_with_a_link_to_the_sites_account_is_a_promotion(address: str) -> None:
    assert reason(f"<p>{LINE}: <a href='{address}'>here</a>!</p>") == "promotion"


def test_so_is_one_that_begins_with_it_in_any_script() -> None:
    line = "<p><a href='https://vk.com/varngazette'>Наша группа</a> ждёт читателей каждый день.</p>"
    assert reason(line) == "promotion"
    line = "<p>我們也在這裡 <a href='https://weibo.com/varngazette'>[按此]</a></p>"
    assert reason(line) == "promotion"


@pytest.mark.parametrize(
    "link",
    [
        "<a href='https://www.facebook.com/lockkeepersofvarn'>their page</a>",  # of another
        "<a href='https://x.com/varngazette/status/77'>this post</a>",
        "<a href='https://www.facebook.com/varngazette/posts/77'>this post</a>",
        "<a href='https://varngazette.example/varngazette'>this page</a>",
        "<a href='https://news.example/newsroom'>the newsroom</a>",
        "<a href='https://t.me/newsroom'>the newsroom</a>",  # a section's name is everybody's
    ],
)
def test_links_to_somebody_elses_account_or_a_post_stay(link: str) -> None:
    assert reason(f"<p>The lock keepers have written {link}</p>") is None


@pytest.mark.parametrize(
    "line",
    [
        f"<p>{LINE}.</p>",
        "<p>We asked <a href='https://x.com/varngazette'>there</a> who had seen the barge.</p>",
        "<p>See <a href='/nets'>the nets</a> and "
        "<a href='https://x.com/varngazette'>our account</a></p>",
        f"<p>{LINE * 5} <a href='https://x.com/varngazette'>here</a></p>",
        "<blockquote><p>So it was said <a href='https://x.com/varngazette'>there</a></p>"
        "</blockquote>",
    ],
)
def test_a_line_that_says_more_stays(line: str) -> None:
    assert reason(line) is None
