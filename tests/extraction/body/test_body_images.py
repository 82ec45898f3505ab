"""Which pictures belong to the article, where they stand in it, and their captions."""

import pytest

from crawler.extraction.article import extract_article
from crawler.items import Block, Image
from crawler.profiles.profile import GENERIC, SourceProfile

URL = "https://herald.example/world/harbour-reopens"
ROOT = "https://herald.example"
# The lines of class below are no text of the article, whatever the classifier thinks of them.
PROFILE = SourceProfile(name="herald", drop_blocks=(".below",))
PARAGRAPHS = [
    f"<p>The harbour of Northport reopened {when}, its master said, and the ferries that had "
    f"waited outside for days came in one after the other.</p>"
    for when in ("on Sunday", "at noon", "in calm weather", "after the storm", "without a pilot")
]
CAPTION = (
    "A boat comes in on Sunday, the first that the harbour master let through after the storm, "
    "with the passengers of two ferries on board."
)
LEAD = "<figure><img src=/lead.jpg><figcaption>The harbour on Sunday.</figcaption></figure>"


def body(*parts: str, lead: str = LEAD) -> tuple[Block, ...]:
    inner = "".join(parts)
    html = f"""<title>Harbour reopens after the storm</title>
        <meta property=og:image content={ROOT}/lead.jpg>
        <nav><a href=/><img src=/logo.svg></a> <a href=/world>World</a></nav>
        <article><h1>Harbour reopens after the storm</h1>{lead}{inner}</article>"""
    return extract_article(html, URL, PROFILE).body


def images(*parts: str) -> list[Image]:
    between = "".join(parts)
    return [
        block.image
        for block in body(*PARAGRAPHS[:2], between, *PARAGRAPHS[2:])
        if block.image is not None
    ]


def test_a_picture_stands_between_its_paragraphs() -> None:
    blocks = body(*PARAGRAPHS[:2], "<img src=/boat.jpg>", *PARAGRAPHS[2:])
    assert [block.kind for block in blocks] == ["paragraph"] * 2 + ["image"] + ["paragraph"] * 3


def test_a_picture_stands_behind_the_paragraph_that_two_line_breaks_end() -> None:
    lines = [line.removeprefix("<p>").removesuffix("</p>") for line in PARAGRAPHS]
    text = "<br><br>".join([*lines[:2], "<img src=/boat.jpg>", *lines[2:]])
    kinds = [block.kind for block in body(f"<div>{text}</div>")]
    assert kinds == ["paragraph"] * 2 + ["image"] + ["paragraph"] * 3


def test_a_picture_between_paragraphs_of_one_item_leaves_the_item_in_two() -> None:
    item = f"<ul><li>{PARAGRAPHS[2]}<img src=/boat.jpg>{PARAGRAPHS[3]}</li></ul>"
    kinds = [block.kind for block in body(*PARAGRAPHS[:2], item, PARAGRAPHS[4])]
    assert kinds == ["paragraph", "paragraph", "item", "image", "item", "paragraph"]


@pytest.mark.parametrize(
    ("markup", "caption", "credit"),
    [
        (
            "<figure><img src=/b.jpg><figcaption>A boat comes in. <span class=credit>Ada Brook"
            "</span></figcaption></figure>",
            "A boat comes in.",
            "Ada Brook",
        ),
        (
            "<div><figure><img src=/b.jpg></figure><figcaption>A boat comes in.</figcaption></div>",
            "A boat comes in.",
            None,
        ),
        (
            "<div class=photo><div><img src=/b.jpg></div><div class=below>A boat comes in.</div>"
            "<div class=below>Photo: Ada Brook</div></div>",
            "A boat comes in.",
            "Photo: Ada Brook",
        ),
        (
            "<div class=photo><img src=/b.jpg><div class=below>Foto: Ada Brook</div>"
            "<div class=below>A boat comes in.</div></div>",
            "A boat comes in.",
            "Foto: Ada Brook",
        ),
        (
            "<div><img src=/b.jpg alt='A boat comes in.'></div><div>A boat comes in.</div>",
            "A boat comes in.",
            None,
        ),
        (
            "<div class=photo><img src=/b.jpg><div class=below><span>A boat comes in.</span>"
            "<span>2 / 5</span></div></div>",
            "A boat comes in.",
            None,
        ),
        ("<div><img src=/b.jpg></div>", None, None),
    ],
    ids=("figure, caption outside, lines below, credit first, alt repeated, counter, none").split(
        ", "
    ),
)
def test_the_caption_goes_with_its_picture(
    markup: str, caption: str | None, credit: str | None
) -> None:
    (image,) = images(markup)
    assert (image.url, image.caption, image.credit) == (f"{ROOT}/b.jpg", caption, credit)


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src=/b.jpg><figcaption>A boat comes in.</figcaption></figure>",
        "<div><img src=/b.jpg><div class=caption><p>A boat comes in.</p></div></div>",
        "<div><img src=/b.jpg alt='A boat comes in.'></div><div>A boat comes in.</div>",
        f"<div><img src=/b.jpg alt='{CAPTION} - Herald'></div><div>{CAPTION}</div>",
        f"<div class=news-image><img src=/b.jpg><div>{CAPTION}</div></div>",
        f"<div class=wrapperPhoto><img src=/b.jpg>{CAPTION}</div>",
        f"<div class=image-caption><p>{CAPTION}</p></div>",
    ],
)
def test_a_caption_is_no_line_of_the_body(markup: str) -> None:
    blocks = body(*PARAGRAPHS[:2], markup, *PARAGRAPHS[2:])
    lines = [block.text for block in blocks if block.kind == "paragraph"]
    assert [f"<p>{line}</p>" for line in lines] == PARAGRAPHS


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ("<img src=data:image/gif;base64,R0 data-src=/b.jpg>", "/b.jpg"),
        (
            "<picture><source srcset='/s.jpg 400w, /b.jpg 1200w'><img src=/s.jpg></picture>",
            "/b.jpg",
        ),
        (
            "<div><img src=data:image/gif;base64,R0><noscript><img src=/b.jpg></noscript></div>",
            "/b.jpg",
        ),
        ("<amp-img src=/b.jpg width=800 height=600></amp-img>", "/b.jpg"),
    ],
    ids=["lazy", "picture", "noscript", "amp"],
)
def test_a_picture_is_found_however_it_is_loaded(markup: str, url: str) -> None:
    assert [image.url for image in images(f"<figure>{markup}</figure>")] == [ROOT + url]


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src=/lead-640x480.jpg></figure>",
        "<img src=/pixel.gif width=1 height=1>",
        "<div class=author-box><img src=/ada.jpg></div>",
        "<div><a href=/other><img src=/other.jpg> Bridge over the Northwater closed for months "
        "after a barge hit one of its pillars</a></div>",
    ],
    ids=["lead again", "pixel", "author", "teaser of another story"],
)
def test_what_does_not_illustrate_the_article_is_left_out(markup: str) -> None:
    assert images(markup) == []


def test_a_picture_shown_twice_is_kept_once() -> None:
    assert len(images("<img src=/b.jpg>", "<div><img src=/b-300x200.jpg></div>")) == 1


def test_the_lead_image_takes_the_lines_below_it_for_its_caption() -> None:
    lead = "<div><img src=/lead.jpg><div class=below>The harbour on Sunday.</div></div>"
    html = f"""<meta property=og:image content={ROOT}/lead.jpg><article>
        <h1>Harbour reopens after the storm</h1>{lead}{"".join(PARAGRAPHS)}</article>"""
    image = extract_article(html, URL, PROFILE).image
    assert image is not None
    assert image.caption == "The harbour on Sunday."


def test_figure_that_is_not_closed_holds_the_article() -> None:
    text = "".join(
        f"<p>On day {n} the boats of Northport went out before dawn, and all of them came home.</p>"
        for n in range(40)
    )
    html = (
        f"<html><body><article><h1>Boats</h1><figure><table></table>{text}</article></body></html>"
    )
    assert extract_article(html, "https://herald.example/boats", GENERIC).text.count("dawn") == 40


@pytest.mark.parametrize("name", ["fig--has-shares", "with-author", "promontory", "shared-view"])
def test_class_names_are_read_by_words(name: str) -> None:
    assert images(f'<figure class="{name}"><img src=/b.jpg></figure>')


@pytest.mark.parametrize(
    "name", ["share-bar", "shareTools", "author-box", "relatedPosts", "teaser__image", "logo"]
)
def test_pictures_of_furniture_are_left_out_by_the_words_of_their_names(name: str) -> None:
    assert not images(f'<figure class="{name}"><img src=/b.jpg></figure>')


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><div><img src=/max/60/b.jpg class=blur></div><img class=full>"
        "<noscript><img src=/max/1600/b.jpg></noscript><figcaption>A boat.</figcaption></figure>",
        "<figure><img src=/max/60/b.jpg><canvas></canvas><img data-src=/max/1600/b.jpg>"
        "<figcaption>A boat.</figcaption></figure>",
        "<figure><div></div><noscript><img src=/max/1600/b.jpg></noscript>"
        "<figcaption>A boat.</figcaption></figure>",
    ],
    ids=["blurred preview", "thumbnail beside", "only in noscript"],
)
def test_the_largest_rendition_of_a_picture_is_taken_once(markup: str) -> None:
    found = [(image.url, image.caption) for image in images(markup)]
    assert found == [(f"{ROOT}/max/1600/b.jpg", "A boat.")]


@pytest.mark.parametrize(
    "source",
    [
        """data-src='{"default": "//img.example/b.png"}'""",
        "data-src='this.onerror=null'",
        "srcset='150w'",
        "src='javascript:void(0)'",
        "src='#'",
    ],
)
def test_what_is_no_address_is_no_picture(source: str) -> None:
    assert not images(f"<img {source}>")


def test_nothing_but_a_captioned_figure_beside_the_last_line_follows_the_end() -> None:
    after = "<div class=after><img src=/banner.jpg><img src=/smiley.gif></div><img src=/o.gif>"
    assert not [block for block in body(*PARAGRAPHS, after) if block.image]
    figure = "<figure><img src=/boat.jpg><figcaption>A boat leaves.</figcaption></figure>"
    assert [block.image.url for block in body(*PARAGRAPHS, figure) if block.image] == [
        f"{ROOT}/boat.jpg"
    ]


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ("<div id=text><img src=/pier.jpg width=500><br>{}</div>", "pier.jpg"),
        ("<div id=text><p><a href=/big><img src=/pier.jpg></a></p>{}</div>", "pier.jpg"),
        ("<div><img src=/banner.jpg></div><div id=text>{}</div>", None),
        ("<div id=text>{}</div><div><img src=/next.jpg></div>", None),
        ("<div id=text><img src=/pier.jpg width=80>{}</div>", None),
        ("<div id=text><img src=/arrow.gif>{}</div>", None),
        ("<div id=text><img src=https://ads.example/delivery/a.jpg>{}</div>", None),
        ("<div id=text><div class=related><img src=/pier.jpg></div>{}</div>", None),
        ("<div id=text><aside><img src=/pier.jpg></aside>{}</div>", None),
    ],
    ids=[
        "in the text",
        "linked",
        "above its container",
        "below it",
        "small",
        "ornament",
        "advert",
        "of another story",
        "aside",
    ],
)
def test_where_a_page_calls_no_picture_its_own_the_text_begins_with_it(
    markup: str, name: str | None
) -> None:
    html = f"<title>Harbour reopens</title><h1>Harbour reopens</h1>{markup}"
    image = extract_article(html.format("".join(PARAGRAPHS)), URL, GENERIC).image
    assert (image.url.rsplit("/", 1)[-1] if image else None) == name
