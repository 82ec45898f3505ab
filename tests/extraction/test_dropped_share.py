"""How much of a page's text is none of its article."""

from dataclasses import replace

from crawler.extraction.article import extract_article
from crawler.profiles.profile import GENERIC

URL = "https://herald.example/kites"
FIRST = "Nobody in the town could remember so many kites above the bay on one single morning. "
OWN = "A clerk of the council counted forty of them before the wind turned to the east again. "
LAST = "The festival ends on Sunday with a prize for the oldest kite, its organisers have said. "
PAGE = f"<html><body><article><h1>Kites</h1><p>{FIRST}</p><p class='own'>{OWN}</p><p>{LAST}</p>"


def test_the_share_of_the_text_that_was_dropped_is_in_percent() -> None:
    whole = extract_article(PAGE, URL, GENERIC).dropped
    less = extract_article(PAGE, URL, replace(GENERIC, drop_blocks=(".own",))).dropped
    assert (whole, less) == (1, 34)


def test_a_page_without_text_has_no_share() -> None:
    assert extract_article("<html><body></body></html>", URL, GENERIC).dropped is None
