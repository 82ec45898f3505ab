"""Quotations that only repeat the text beside them."""

import pytest

from crawler.extraction import extract_article
from crawler.profiles.profile import GENERIC

URL = "https://herald.example/world/harbour-reopens"
SAID = "we have waited for this day since the storm took the lights"
PARAGRAPHS = "".join(
    f"<p>The harbour of Northport reopened {when}, its master said, and the ferries that had "
    f"waited outside for days came in one after the other.</p>"
    for when in ("on Sunday", "at noon", "in calm weather", "after the storm")
)


def lines(quotation: str, paragraph: str) -> list[str]:
    html = (
        f"<title>Harbour reopens</title><body><article><h1>Harbour reopens</h1>{PARAGRAPHS}"
        f"<blockquote class=pull-quote>{quotation}</blockquote>{paragraph}"
        f"{PARAGRAPHS.replace('The', 'This')}"
    )
    return [block.text for block in extract_article(html, URL, GENERIC).body]


def test_a_quotation_pulled_out_of_the_text_is_dropped() -> None:
    paragraph = f"“Yes,” the master said from the pier on Sunday, “{SAID}, all of us.”"
    found = lines(f"“{SAID}”", f"<p>{paragraph}</p>")
    assert paragraph in found
    assert f"“{SAID}”" not in found


def test_a_quotation_that_says_something_new_stays() -> None:
    paragraph = "<p>The master said from the pier on Sunday that all of them had waited long.</p>"
    assert f"“{SAID}”" in lines(f"“{SAID}”", paragraph)


@pytest.mark.parametrize(("letters", "is_kept"), [(19, True), (20, False)])
def test_a_short_phrase_may_well_be_said_twice(letters: int, is_kept: bool) -> None:
    phrase = SAID[: letters - 2] + "zz"  # a word of its own at the end
    paragraph = f"“Yes,” the master said from the pier on Sunday, “{phrase}, all of us.”"
    assert len(phrase) == letters
    assert (f"“{phrase}”" in lines(f"“{phrase}”", f"<p>{paragraph}</p>")) is is_kept
