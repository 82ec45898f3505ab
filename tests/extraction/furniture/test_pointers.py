"""Labels with links to other stories below them, and offers that end a short text."""

import pytest

from crawler.extraction.article import extract_article
from crawler.extraction.furniture.furniture import FURNITURE
from crawler.extraction.furniture.pointers import announced_links, offers_below
from crawler.items import Article
from crawler.profiles.profile import GENERIC
from tests.support.judged_markup import LONG, blocks_of

LINK = "<a href='/n'>Nets are dear again at Varn</a>"


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>Read also</p><ul><li>{LINK}</li><li>{LINK}</li></ul>",
        f"<h3>Zobacz również:</h3><p>{LINK}</p><p>{LINK}</p>",
        f"<p><b>Читайте также</b></p><p>{LINK}</p><p>{LINK}</p>",
        f"<div>مقالات ذات صلة</div><ul><li>{LINK}</li><li>{LINK}</li></ul>",
    ],
)
def test_links_below_a_label_are_pointers(markup: str) -> None:
    blocks = blocks_of(f"<p>{LONG}</p>{markup}<p>{LONG} Yes.</p>")
    assert sorted(announced_links(blocks)) == [1, 2, 3]


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>Read also</p><p>{LONG} Indeed.</p>",
        f"<p>Read also what the keeper has written in his book:</p><p>{LINK}</p>",
        f"<p>The reports are here:</p><ul><li>{LINK}</li></ul>",
    ],
)
def test_a_label_needs_its_links_and_links_their_label(markup: str) -> None:
    assert not [*announced_links(blocks_of(f"<p>{LONG}</p>{markup}"))]


OFFER = "Dieser Artikel ist nur für Abonnenten lesbar."


def test_an_offer_that_ends_a_short_text_is_named_so() -> None:
    blocks = blocks_of(f"<p>{LONG}</p><div><p>{OFFER}</p></div><p>Impressum</p>")
    assert [*offers_below(blocks, [None, FURNITURE, FURNITURE])] == [1]
    assert not [*offers_below(blocks, [None, "form", FURNITURE])]


def test_an_offer_far_below_or_below_a_long_text_says_nothing() -> None:
    far = blocks_of(f"<p>{LONG}</p><p>One</p><p>Two</p><p>Three</p><p>{OFFER}</p>")
    assert not [*offers_below(far, [None, *[FURNITURE] * 4])]
    long = blocks_of(f"<p>{LONG * 30}</p><p>{OFFER}</p>")
    assert not [*offers_below(long, [None, FURNITURE])]


def article_of(markup: str) -> Article:
    page = (
        "<html><head><title>Lock at Varn</title></head><body><article><h1>Lock at Varn</h1>"
        f"<p>{LONG}</p><p>{LONG.replace('Monday', 'Friday')}</p>{markup}</article></body></html>"
    )
    return extract_article(page, "https://herald.example/lock-at-varn", GENERIC)


@pytest.mark.parametrize("line", [OFFER, "Subscribe now to keep reading all that is on this site."])
def test_an_offer_says_that_the_text_is_not_free(line: str) -> None:
    article = article_of(f"<div class='offer'><p>{line}</p></div>")
    assert line not in article.text
    assert article.access == "metered"
