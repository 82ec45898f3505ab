"""Galleries: the captions of their slides are the article's text, in order and once."""

import json

import pytest

from crawler.extraction.article import extract_article
from crawler.items import Article
from crawler.profiles.profile import GENERIC
from pipelines.document.body import Keep, blocks

HOST = "https://tribune.example"
URL = f"{HOST}/pictures/night-of-the-lanterns"
TITLE = "In pictures: the night of the lanterns"
CAPTIONS = [
    "A boy carries the last lantern of the night down to the water at Cobb Landing.",
    "Marta Oyelaran, 74, has folded paper for the festival since she was six.",
    "Volunteers tie the frames of the great heron together with strips of bark.",
    "The heron passes under the old road bridge with a hand’s breadth to spare.",
]
TEXT = "".join(
    f"<p>Once a year, {when}, the people of Cobb Landing set their river alight, and for a minute "
    "nobody in the whole of the town says a word, as their grandparents did not.</p>"
    for when in ("at midsummer", "after the harvest", "before the snow", "in the first warm week")
)


def lantern(number: int) -> str:
    return f"{HOST}/media/lantern-{number}.jpg"


def slides(captions: list[str] = CAPTIONS) -> str:
    return "".join(
        f"<li class='slide'><figure><img src='{lantern(n)}' width='1200'><figcaption>{caption} "
        "<span class='credit'>Ines Varga</span></figcaption></figure></li>"
        for n, caption in enumerate(captions, 1)
    )


def gallery(body: str, kind: str = "NewsArticle", **changes: object) -> Article:
    statement = {"@type": kind, "headline": TITLE, "author": {"name": "Ines Varga"}, **changes}
    html = f"""<html><head><title>{TITLE} | Tribune</title><meta property="og:image"
        content="{lantern(1)}"><script type="application/ld+json">{json.dumps(statement)}</script>
        </head><body><header><a href="/">Tribune</a></header><main><article><h1>{TITLE}</h1>{body}
        </article></main><aside><ul><li><a href="/a"><img src="/a.jpg"><h3>Snow on the pier</h3></a>
        </li></ul></aside><footer>© 2025 Tribune</footer></body></html>"""
    return extract_article(html, URL, GENERIC)


def written(article: Article, *, images: bool = False) -> list[str]:
    return blocks(article.body, Keep(images=images, captions=article.page_type == "gallery"))


CREDITED = [f"{caption} Ines Varga" for caption in CAPTIONS]


@pytest.mark.parametrize("kind", ["ImageGallery", "NewsArticle"])
def test_captions_are_the_text_of_a_gallery_without_other_text(kind: str) -> None:
    article = gallery(f"<ul class='slider'>{slides()}</ul>", kind)
    assert article.page_type == "gallery"
    assert article.image is not None
    assert article.image.words == CREDITED[0]
    assert written(article) == CREDITED[1:]


def test_captions_stand_in_their_order_with_the_text_around_them() -> None:
    article = gallery(f"<ul class='slider'>{slides()}</ul>{TEXT}", "ImageGallery")
    assert written(article)[:3] == CREDITED[1:]
    assert len(written(article)) == 7


def test_a_caption_stands_with_its_picture_where_pictures_are_kept() -> None:
    article = gallery(f"<ul class='slider'>{slides()}</ul>", "ImageGallery")
    expected = [part for n in (2, 3, 4) for part in (f"![]({lantern(n)})", CREDITED[n - 1])]
    assert written(article, images=True) == expected


def test_captions_count_as_text() -> None:
    article = gallery(f"<ul class='slider'>{slides()}</ul>", "ImageGallery")
    assert article.text.splitlines() == CREDITED[1:]


def test_slides_that_only_the_data_state_are_taken_from_there() -> None:
    stated = [
        {"@type": "ImageObject", "contentUrl": lantern(n), "caption": caption}
        for n, caption in enumerate(CAPTIONS, 1)
    ]
    shown = f"<div class='viewer'><img src='{lantern(1)}' width='1200'> <p>1 / 4</p></div>"
    article = gallery(shown, "ImageGallery", image=stated)
    assert article.image is not None
    assert article.image.words == CAPTIONS[0]
    assert written(article) == CAPTIONS[1:]


@pytest.mark.parametrize(
    "body",
    [
        f"{TEXT}<ul class='slider'>{slides(['The landing.', 'The heron.', 'The weir.'])}</ul>",
        f"{TEXT}<ul class='slider'>{slides(CAPTIONS[:2])}</ul>",
        TEXT,
    ],
)
def test_pictures_beside_a_text_make_no_gallery(body: str) -> None:
    article = gallery(body)
    assert article.page_type == "article"
    assert len(written(article)) == 4
    assert len(article.text.splitlines()) == 4


def test_linked_stories_are_no_slides() -> None:
    stories = "".join(
        f"<li><a href='/{n}'><img src='/{n}.jpg'><h3>Story</h3><span class='caption'>{caption}"
        "</span></a></li>"
        for n, caption in enumerate(CAPTIONS)
    )
    assert gallery(f"<p>Soon.</p><ul>{stories}</ul>").page_type != "gallery"


def test_a_line_that_repeats_the_lead_images_caption_is_dropped() -> None:
    figure = f"<figure><img src='{lantern(1)}'><figcaption>{CAPTIONS[0]}</figcaption></figure>"
    article = gallery(f"{figure}<p>{CAPTIONS[0]}</p>{TEXT}")
    assert article.image is not None
    assert article.image.caption == CAPTIONS[0]
    assert len(written(article)) == 4
