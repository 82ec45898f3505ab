from datetime import date, datetime, timezone

import pytest

from crawler.discovery import Discovered
from crawler.discovery.day_range import DayRange, archive_addresses, wanted_pages, wanted_sitemaps

NOON = datetime(2024, 10, 17, 12, tzinfo=timezone.utc)
LONG_AGO = datetime(2019, 3, 2, tzinfo=timezone.utc)
FRESH = DayRange.fresh(NOON)
MARCH = DayRange(date(2019, 3, 1), date(2019, 3, 31), is_backfill=True)
PAGE = "https://herald.example/story"


def read(sitemaps: list[Discovered], days: DayRange) -> list[Discovered]:
    judged = [(sitemap, days.may_be_in(sitemap)) for sitemap in sitemaps]
    return wanted_sitemaps(judged, is_backfill=days.is_backfill)


def kept(found: Discovered, days: DayRange, *, dated_listing: bool = False) -> bool:
    return bool(wanted_pages([found], days, dated_listing=dated_listing))


@pytest.mark.parametrize(
    ("found", "is_fresh", "is_of_march"),
    [
        (Discovered(PAGE, published=NOON), True, False),
        (Discovered(PAGE, published=LONG_AGO), False, True),
        (Discovered(PAGE, published=LONG_AGO, modified=NOON), False, True),
        (Discovered(f"{PAGE}/2024/10/16/a"), True, False),
        (Discovered(f"{PAGE}/2019/03/02/a"), False, True),
        (Discovered(f"{PAGE}/2019/03/02/a", modified=NOON), False, True),
        (Discovered(PAGE, modified=NOON), True, False),
        (Discovered(PAGE, modified=LONG_AGO), False, False),
        (Discovered(PAGE, modified=LONG_AGO.replace(year=2018)), False, False),
        (Discovered(PAGE), True, False),
    ],
)
def test_a_page_is_taken_by_what_tells_its_day(
    found: Discovered, is_fresh: bool, is_of_march: bool
) -> None:
    assert kept(found, FRESH) is is_fresh
    assert kept(found, MARCH) is is_of_march


def test_a_back_fill_takes_undated_pages_from_a_dated_listing() -> None:
    assert kept(Discovered(PAGE), MARCH, dated_listing=True)


def test_sitemaps_of_other_months_are_not_read() -> None:
    monthly = [Discovered(f"https://h.example/sitemap-2019-{month:02}.xml") for month in (2, 3, 4)]
    assert read(monthly, MARCH) == monthly[1:2]
    assert read(monthly, FRESH) == []


def test_a_sitemap_that_has_not_changed_since_has_nothing_of_the_days() -> None:
    old = Discovered("https://h.example/posts1.xml", modified=LONG_AGO)
    new = Discovered("https://h.example/posts2.xml", modified=NOON)
    assert read([old, new], FRESH) == [new]
    assert read([old, new], MARCH) == [old, new]


def test_of_many_sitemaps_that_tell_nothing_a_few_are_read() -> None:
    many = [Discovered(f"https://h.example/posts{number}.xml") for number in range(9)]
    news = Discovered("https://h.example/news.xml")
    assert read(many, FRESH) == [many[0], many[-1]]
    assert read([*many, news], FRESH) == [news]
    assert read(many, MARCH) == many


def test_archive_pages_are_named_by_day_or_month_each_once() -> None:
    days = DayRange(date(2019, 2, 28), date(2019, 3, 1), is_backfill=True)
    templates = ["https://h.example/{year}/{month}/{day}", "https://h.example/{year}/{month}"]
    assert list(archive_addresses(templates, days)) == [
        "https://h.example/2019/03/01",
        "https://h.example/2019/03",
        "https://h.example/2019/02/28",
        "https://h.example/2019/02",
    ]
