"""Images against a small site on this machine."""

import re
from typing import Any

import pytest
from scrapy.settings import Settings

import crawler.settings
from crawler.errors import SettingsError
from crawler.items import Article, Block, Image
from crawler.ledger import Picture
from pipelines.images import ImageOptions, addresses, image_options, kept, with_copies
from tests.articles import make_article, paragraph
from tests.test_pictures import picture

LEAD = Image(url="https://a.example/lead.jpg", caption="A boat.")
INNER = Block("image", image=Image(url="https://a.example/inner.jpg"))
COPY = Picture(name="ab.jpg", width=40, height=20)


def article(**changes: Any) -> Article:
    return make_article(image=LEAD, body=(paragraph("a"), INNER, INNER), **changes)


def settings(**changes: Any) -> Settings:
    ours = Settings()
    ours.setmodule(crawler.settings)
    ours.setdict(changes)
    return ours


@pytest.mark.parametrize(
    ("inline", "urls"),
    [
        (False, ["https://a.example/lead.jpg"]),
        (True, ["https://a.example/lead.jpg", "https://a.example/inner.jpg"]),
    ],
)
def test_each_image_that_is_kept_is_fetched_once(inline: bool, urls: list[str]) -> None:
    assert addresses(article(), inline) == urls


def test_only_web_addresses_are_fetched() -> None:
    assert addresses(make_article(image=Image(url="data:image/png;base64,x")), False) == []


def test_a_copy_is_named_wherever_its_image_stands() -> None:
    changed = article()
    with_copies(changed, {LEAD.url: COPY}, "https://cdn.example")
    assert changed.image == Image(
        url=LEAD.url,
        caption="A boat.",
        copy_url="https://cdn.example/ab.jpg",
        width=40,
        height=20,
    )
    assert changed.body == article().body


def test_a_name_tells_the_content_alone() -> None:
    options = image_options(settings())
    boat, ferry = picture("JPEG", 640, 480), picture("PNG", 320, 240)
    names = [kept(body, options)[0].name for body in (boat, ferry, boat)]
    assert names[0] == names[2] != names[1]
    assert [re.sub("[0-9a-f]{32}", "", name) for name in names[:2]] == [".jpg", ".png"]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("IMAGE_BASE_URL", "images", "must be an http"),
        ("IMAGE_BASE_URL", "javascript:x", "must be an http"),
        ("IMAGE_FORMAT", "jpg", "'jpg': unknown; did you mean 'jpeg'"),
        ("IMAGE_FORMAT", "svg", "known are jpeg"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        image_options(settings(**{name: value}))


def test_the_defaults_keep_the_original_bytes() -> None:
    assert image_options(settings()) == ImageOptions(
        "/images", False, 15 * 1024 * 1024, 60_000_000, 0, ""
    )
