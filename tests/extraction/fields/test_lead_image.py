"""The lead image: its address, its caption and its credit."""

import pytest

from crawler.extraction.fields.lead_image import lead_image_candidates
from crawler.extraction.page.evidence import best
from crawler.extraction.page.page import read_page
from crawler.items import Image
from crawler.profiles.profile import GENERIC

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
            '<figure><shop-image data="https://cdn.example/harbour.jpg?w=9"></shop-image>'
            "<figcaption>Boats.</figcaption></figure>",
            "Boats.",
        ),
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


@pytest.mark.parametrize("counter", ["2/5 ", "2 of 5 | ", "2 von 5: ", "2 sur 5 – "])
def test_the_number_of_a_picture_in_its_row_is_no_part_of_its_caption(counter: str) -> None:
    figure = '<figure><img src="/harbour.jpg"><figcaption>{}</figcaption></figure>'
    for line, caption in ((f"{counter}Boats.", "Boats."), ("2 of 5 boats.", "2 of 5 boats.")):
        image = lead_image(figure.format(line))
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


@pytest.mark.parametrize(
    ("line", "caption", "alt"),
    [("<p>Boats at dawn.</p>", "Boats at dawn.", "Boats at dawn."), ("", None, "Boats at dawn.")],
)
def test_declared_caption_counts_where_readers_see_it(
    line: str, caption: str | None, alt: str
) -> None:
    picture = '{"@type": "ImageObject", "url": "/harbour.jpg", "caption": "Boats at dawn."}'
    data = f'{{"@type": "NewsArticle", "image": {picture}}}'
    image = lead_image(line, f'<script type="application/ld+json">{data}</script>')
    assert image is not None
    assert (image.caption, image.alt) == (caption, alt)


PROSE = f"<p>{'The harbour of Northport reopened on Sunday. ' * 4}</p>"
HEAD = f"{OG}<title>Harbour of Northport reopens</title>"
H1 = "<h1>Harbour of Northport reopens</h1>"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (f'{H1}<figure><img src="/crop.jpg"></figure>{PROSE}', "crop.jpg"),
        (f'{H1}{PROSE}{PROSE}<figure><img src="/crop.jpg"></figure>', "crop.jpg"),
        (f'{H1}{PROSE * 3}<figure><img src="/crop.jpg"></figure>', "harbour.jpg"),
        (f'{H1}<img src="/crop.jpg">{PROSE}', "harbour.jpg"),
        (f'{H1}<img src="/small/harbour.jpg">{PROSE}', "harbour.jpg"),
        (f'{H1}<figure class=author><img src="/ann.jpg"></figure>{PROSE}', "harbour.jpg"),
        (f'{H1}<aside><figure><img src="/ad.jpg"></figure></aside>{PROSE}', "harbour.jpg"),
        (f'{H1}<figure><img src="/site-logo.png"></figure>{PROSE}', "harbour.jpg"),
        (f'{H1}<figure><img src="/dot.gif" width=1></figure>{PROSE}', "harbour.jpg"),
        (f'{H1}<figure><img src="data:image/gif;base64,R0" data-src="/b.jpg"></figure>', "b.jpg"),
        (f'{H1}<figure><img src="/s.jpg" srcset="/m.jpg 640w, /l.jpg 1280w"></figure>', "l.jpg"),
        (f'{H1}<figure><img src="/s.jpg" srcset="/m.jpg 320w"></figure>', "harbour.jpg"),
        (f'{H1}<figure><img src="/b.jpg?w=40&blur=9" width=1200></figure>', "harbour.jpg"),
    ],
)
def test_lead_image_is_the_one_at_the_storys_top(body: str, name: str) -> None:
    image = lead_image(body, HEAD)
    assert image is not None
    assert image.url.endswith(name)


@pytest.mark.parametrize(
    "address",
    [
        "/logo.svg",
        "/themes/harbour/share-default.png",
        "/img/fallback-image.jpg",
        "/og_default.jpg",
        "/static/opengraph.png",
        "/assets/facebook-cover-1200x630.jpg",
        "/img/herald_share.png",
        "/img/herald.jpg",
        "/build/twitter-large.a81f.png",
    ],
)
def test_a_picture_that_stands_for_the_site_is_none(address: str) -> None:
    assert lead_image(f"{H1}{PROSE}", f'<meta property="og:image" content="{address}">') is None


@pytest.mark.parametrize(
    "address",
    [
        "/uploads/share-of-the-catch.jpg",
        "/uploads/cover.jpg",
        "/uploads/facebook-office.jpg",
        "/uploads/2025/herald-4711.jpg",
        "/world/harbour/og.png",  # made for this page
    ],
)
def test_a_picture_of_a_story_may_have_a_general_name(address: str) -> None:
    image = lead_image(f"{H1}{PROSE}", f'<meta property="og:image" content="{address}">')
    assert image is not None
    assert image.url == f"https://herald.example{address}"


@pytest.mark.parametrize(
    ("picture", "address"),
    [
        (
            '<picture><source media="(max-width: 600px)" srcset="/harbour_small.jpg">'
            '<source media="(min-width: 600px)" srcset="/harbour_mid.jpg">'
            '<source media="(min-width: 1200px)" srcset="/harbour_large.jpg">'
            '<img src="/harbour_small.jpg"></picture>',
            "/harbour_large.jpg",
        ),
        (
            '<img src="/_next/image?url=%2Fharbour.jpg&w=640" '
            'srcset="/_next/image?url=%2Fharbour.jpg&w=640 640w, '
            '/_next/image?url=%2Fharbour.jpg&w=1920 1920w">',
            "/harbour.jpg",
        ),
        (
            '<img src="/harbour-150x150.jpg"><noscript><img src="/harbour.jpg"></noscript>',
            "/harbour.jpg",
        ),
    ],
)
def test_the_largest_rendition_is_the_lead(picture: str, address: str) -> None:
    image = lead_image(
        f"<h1>Harbour</h1><figure>{picture}</figure><p>Boats.", head="<title>Harbour</title>"
    )
    assert image is not None
    assert image.url == f"https://herald.example{address}"


def test_the_picture_of_a_related_story_is_not_the_articles() -> None:
    other = "<article><figure><img src='/other.jpg'></figure><h2>Nets</h2></article>"
    own = f"<article><h1>Harbour</h1><p>Boats.</p>{other}</article>"
    assert lead_image(f"{other}{own}{other}", head="<title>Harbour</title>") is None
    image = lead_image(f"{own}{other}")
    assert image is not None
    assert image.url == "https://herald.example/harbour.jpg"


@pytest.mark.parametrize("folder", ["blog_authors/", "avatars/", "user-pictures/"])
def test_an_address_may_say_that_it_is_a_portrait(folder: str) -> None:
    portrait = f'<figure><img src="/img/{folder}ann.png"></figure>'
    image = lead_image(f"<h1>Harbour</h1>{portrait}<p>Boats.", head=f"<title>Harbour</title>{OG}")
    assert image is not None
    assert image.url == "https://herald.example/harbour.jpg"


def test_a_picture_below_a_headline_that_is_no_heading_is_the_lead() -> None:
    body = "<div>Harbour of the north</div><figure><img src='/harbour.jpg'></figure><p>Boats."
    image = lead_image(body, head="<title>Harbour of the north</title>")
    assert image is not None
    assert image.url == "https://herald.example/harbour.jpg"


def test_a_picture_above_the_headline_leads_where_none_is_declared() -> None:
    hero = '<figure><img src="/boats.jpg"><figcaption>Boats at noon.</figcaption></figure>'
    image = lead_image(f"{hero}<h1>Harbour of Northport reopens</h1><p>Text.</p>", head="")
    assert image is not None
    assert (image.url, image.caption) == ("https://herald.example/boats.jpg", "Boats at noon.")
