from importlib import import_module
from pkgutil import iter_modules

import pytest
from scrapy import Spider
from scrapy.spiders import CrawlSpider
from scrapy.utils.spider import iter_spider_classes

from crawler import probes, spiders
from crawler.errors import UserError
from crawler.spiders.news import NewsSpider
from crawler.spiders.origin_urls import UrlSpider
from crawler.spiders.replay import ReplaySpider
from crawler.traits import Traits, traits_of

SPIDERS = {
    spider
    for room in (spiders, probes)
    for found in iter_modules(room.__path__)
    for spider in iter_spider_classes(import_module(f"{room.__name__}.{found.name}"))
}


def test_the_spiders_differ_in_these_traits() -> None:
    assert {spider: spider.traits for spider in (NewsSpider, UrlSpider, ReplaySpider)} == {
        NewsSpider: Traits(comes_back=True),
        UrlSpider: Traits(each_counts=True),
        ReplaySpider: Traits(is_offline=True),
    }


@pytest.mark.parametrize("spider", sorted(SPIDERS, key=lambda spider: spider.name))
def test_each_spider_and_probe_declares_its_traits(spider: type[Spider]) -> None:
    assert isinstance(vars(spider)["traits"], Traits)


def test_probes_are_among_the_spiders() -> None:
    assert {"listings", "page", "survey"} < {spider.name for spider in SPIDERS}


def test_a_spider_that_declares_nothing_is_refused() -> None:
    class Forgetful(Spider):
        name = "forgetful"

    with pytest.raises(UserError, match="spider forgetful: "):
        traits_of(Forgetful)


@pytest.mark.parametrize("spider", [Spider, CrawlSpider])
def test_scrapys_own_spiders_have_none_of_them(spider: type[Spider]) -> None:
    assert traits_of(spider) == Traits()
