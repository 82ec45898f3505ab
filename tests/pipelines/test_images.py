"""Images against a small site on this machine."""

from dataclasses import replace
from typing import Any

import pytest
from scrapy.settings import Settings

import crawler.settings
from crawler.errors import SettingsError
from crawler.items import Article, Block, Image
from crawler.ledger import Picture
from pipelines.identity import CodedArticle
from pipelines.images import ImageOptions, addresses, image_options, wanted, with_copies
from tests.support.articles import make_article, paragraph

LEAD = Image(url="https://a.example/lead.jpg", caption="A boat.")
INNER = Block("image", image=Image(url="https://a.example/inner.jpg"))
COPY = Picture(name="ART1.jpg", content=1, width=40, height=20)


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


def test_no_image_is_fetched_for_a_file_that_is_not_to_be_written() -> None:
    coded = CodedArticle(article=article(), code="ART2410171545KRUBXS")
    assert wanted(coded, inline=False) == [LEAD.url]
    assert wanted(replace(coded, is_wanted=False), inline=False) == []


def test_only_web_addresses_are_fetched() -> None:
    assert addresses(make_article(image=Image(url="data:image/png;base64,x")), False) == []


def test_a_copy_is_named_wherever_its_image_stands() -> None:
    changed = with_copies(article(), {LEAD.url: COPY}, "https://cdn.example")
    assert changed.image == Image(
        url=LEAD.url,
        caption="A boat.",
        copy_url="https://cdn.example/ART1.jpg",
        width=40,
        height=20,
    )
    assert changed.body == article().body


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
