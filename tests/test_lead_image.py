"""The lead image: its address, its caption and its credit."""

import pytest

from crawler.extraction.evidence import best
from crawler.extraction.lead_image import lead_image_candidates
from crawler.extraction.page import read_page
from crawler.items import Image
from crawler.profiles import GENERIC

URL = "https://herald.example/world/harbour"
OG = '<meta property="og:image" content="/harbour.jpg">'


def lead_image(body: str, head: str = OG) -> Image | None:
    page = read_page(f"<html><head>{head}</head><body>{body}</body></html>", URL, GENERIC)
    assert page is not None
    return best(lead_image_candidates(page))


@pytest.mark.parametrize(
    ("body", "caption"),
    [
        (
            '<figure><img src="/harbour.jpg"><figcaption>Boats.</figcaption></figure>',
            "Boats.",
        ),
        (
            '<figure><amp-img src="/harbour.jpg"></amp-img><figcaption>Boats.</figcaption>',
            "Boats.",
        ),
        (
            '<figure><img src="/harbour.jpg"><figcaption><i>2/14</i> Boats.</figcaption></figure>',
            "Boats.",
        ),
        ('<div><img src="/harbour.jpg"><p class="photo-caption">Boats.</p></div>', "Boats."),
        (
            '<div><a><img src="/harbour.jpg"></a><div><p class="caption-in">Boats.</p></div></div>',
            "Boats.",
        ),
        (
            '<div><img src="/harbour.jpg"><p class="caption">Boats.</p>'
            '<img src="/b.jpg"><p class="caption">Nets.</p></div>',
            "Boats.",
        ),
        ('<div><img src="/harbour.jpg"><p>The harbour reopened.</p></div>', None),
        ('<div><img src="/b.jpg"><p class="caption">Nets.</p></div>', None),
    ],
)
def test_caption_is_that_of_the_same_picture(body: str, caption: str | None) -> None:
    image = lead_image(body)
    assert image is not None
    assert image.caption == caption


def test_credit_is_parted_from_the_caption_where_the_page_parts_them() -> None:
    image = lead_image(
        '<div><img src="/harbour.jpg"><p class="caption">Boats. <b class="credit">A. Lee</b></div>'
    )
    assert image == Image("https://herald.example/harbour.jpg", caption="Boats.", credit="A. Lee")


def test_what_stands_beside_a_sidebar_may_lead() -> None:
    story = '<h1>Harbour reopens</h1><figure><img src="/b.jpg"></figure><p>Text.</p>'
    beside = lead_image(f'<div class="section-width-sidebar">{story}</div>', head="")
    within = lead_image(f'<div class="sidebar">{story}</div>', head="")
    assert beside == Image("https://herald.example/b.jpg")
    assert within is None
