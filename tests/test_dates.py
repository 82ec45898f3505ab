"""Dates: the instant and its zone, a day where nothing tells the time."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from crawler.extraction.dates import modified_candidates, published_candidates
from crawler.extraction.evidence import best
from crawler.extraction.instants import Instant, instant
from crawler.extraction.page import read_page
from crawler.profiles import GENERIC, SourceProfile

URL = "https://herald.example/world/harbour"
UTC = timezone.utc
EAST = timezone(timedelta(hours=7))
H1 = "<h1>Harbour of Northport reopens</h1>"


def at(hour: int, minute: int = 0, zone: timezone | ZoneInfo = UTC) -> datetime:
    return datetime(2024, 10, 5, hour, minute, tzinfo=zone)


def published(html: str, profile: SourceProfile = GENERIC, url: str = URL) -> Instant | None:
    page = read_page(html, url, profile)
    assert page is not None
    return best(published_candidates(page))


def stated(text: str, key: str = "datePublished") -> str:
    data = f'{{"@type": "NewsArticle", "{key}": "{text}"}}'
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-10-05T15:45:00Z", at(15, 45)),
        ("2024-10-05T15:45:00.123+00:00", at(15, 45)),
        ("2024-10-05T15:45:00+0700", at(15, 45, EAST)),
        ("2024-10-05T15:45+07", at(15, 45, EAST)),
        ("2024-10-05 15:45:00 +07:00", at(15, 45, EAST)),
        ("2024-10-05T15:45", at(15, 45)),
        ("20241005T154500Z", at(15, 45)),
        ("Sat, 05 Oct 2024 15:45:00 +0700", at(15, 45, EAST)),
        ("Sat Oct 05 15:45:00 ICT 2024", at(15, 45, EAST)),
        ("5 October 2024 | 15:45 ICT", at(15, 45, EAST)),
        ("October 5th, 2024, 3:45 p.m. UTC", at(15, 45)),
        ("Oct. 5, 2024 at 3 PM GMT+7", at(15, 0, EAST)),
        ("1728143100", at(15, 45)),
        ("1728143100000", at(15, 45)),
        ("2024-10-05", date(2024, 10, 5)),
        ("2024-10-05T00:00:00Z", date(2024, 10, 5)),
        ("2024-10-05T24:00:00", date(2024, 10, 5)),
        ("5.10.2024", date(2024, 10, 5)),
        ("05/10/2024", date(2024, 10, 5)),
        ("13/10/2024", date(2024, 10, 13)),
        ("10/13/2024", date(2024, 10, 13)),
        ("2024年10月5日 15時45分", at(15, 45)),
        ("2024. 10. 5. 15:45", at(15, 45)),
        ("5/10/2567", date(2024, 10, 5)),
        ("٥/١٠/٢٠٢٤", date(2024, 10, 5)),
        ("2024-13-45", None),
        ("1403-07-14", None),
        ("15:45", None),
        ("", None),
    ],
)
def test_written_forms_of_an_instant(text: str, expected: Instant | None) -> None:
    found = instant(text, UTC)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("5. Oktober 2024", "de"),
        ("5 octobre 2024", "fr"),
        ("5 de octubre de 2024", "es"),
        ("5 de outubro de 2024", "pt"),
        ("5 października 2024", "pl"),
        ("5 октября 2024 г.", "ru"),
        ("2024. október 5.", "hu"),
        ("5 Ekim 2024", "tr"),
        ("5 أكتوبر 2024", "ar"),
        ("5 अक्टूबर 2024", "hi"),
        ("៥ តុលា ២០២៤", "km"),
        ("5 ตุลาคม 2567", "th"),
        ("5 Tháng 10 2024", "vi"),
    ],
)
def test_months_are_read_in_the_pages_language(text: str, language: str) -> None:
    assert instant(text, UTC, language) == date(2024, 10, 5)


def test_order_of_day_and_month_is_the_readers() -> None:
    assert instant("3/4/2024", UTC, "en", month_first=True) == date(2024, 3, 4)
    assert instant("3/4/2024", UTC, "en", month_first=False) == date(2024, 4, 3)


def test_instant_stays_in_the_pages_zone() -> None:
    assert str(published(stated("2024-10-05T15:45:00+07:00"))) == "2024-10-05 15:45:00+07:00"


def test_instant_is_told_in_the_profiles_zone() -> None:
    profile = SourceProfile(name="herald", timezone="Asia/Phnom_Penh")
    found = published(stated("2024-10-05T08:45:00Z"), profile)
    assert str(found) == "2024-10-05 15:45:00+07:00"


def test_date_without_zone_takes_the_profiles() -> None:
    profile = SourceProfile(name="herald", timezone="Asia/Phnom_Penh")
    assert published(stated("2024-10-05T15:45:00"), profile) == at(8, 45)


def test_date_without_zone_takes_that_of_the_pages_other_dates() -> None:
    head = '<meta property="article:published_time" content="2024-10-05T16:00:00+07:00">'
    assert published(stated("2024-10-05T15:45:00") + head) == at(8, 45)


def test_midnight_is_a_day_and_stays_that_day() -> None:
    profile = SourceProfile(name="herald", timezone="Asia/Phnom_Penh")
    assert published(stated("2024-10-05T00:00:00Z"), profile) == date(2024, 10, 5)


@pytest.mark.parametrize(
    "more",
    [
        '<meta property="article:published_time" content="2024-10-05T15:45:00Z">',
        f"{H1}<p>Published 5 October 2024 15:45</p>",
        f'{H1}<time datetime="2024-10-05T15:45Z">today</time>',
    ],
)
def test_time_comes_from_other_evidence_of_the_same_day(more: str) -> None:
    assert published(stated("2024-10-05") + more) == at(15, 45)


def test_other_evidence_of_another_day_does_not() -> None:
    head = '<meta property="article:published_time" content="2024-10-06T15:45:00Z">'
    assert published(stated("2024-10-05") + head) == date(2024, 10, 5)


def test_instant_in_utc_is_told_in_the_zone_that_readers_see() -> None:
    html = stated("2024-10-06T02:41:41Z") + '<time datetime="2024-10-05T21:41:41-05:00">x</time>'
    assert str(published(html)) == "2024-10-05 21:41:41-05:00"


@pytest.mark.parametrize(
    "line",
    [
        "5 October 2024",
        "By Ann Lee | October 5, 2024 | 4 min read",
        "<span>Published</span> <span>Oct 5, 2024</span>",
        "<time>5 Oct 2024</time>",
    ],
)
def test_line_by_the_headline_tells_the_day_where_no_data_does(line: str) -> None:
    other = (
        "<p>On 1 January 2020 the harbour of the town was closed for good, people said then.</p>"
    )
    assert published(f"<html lang=en>{H1}<p>{line}</p>{other}") == date(2024, 10, 5)


def test_line_of_the_last_change_is_not_that_of_publication() -> None:
    html = f"<html lang=en>{H1}<p>Updated: 6 October 2024</p><p>5 October 2024</p>"
    assert published(html) == date(2024, 10, 5)


def test_caption_with_a_date_is_no_date_line() -> None:
    caption = "The harbour of Northport in a storm, before the ferries stopped, 5 May 2020"
    assert published(f"<html lang=en>{H1}<p>{caption}</p><p>5 October 2024</p>") == date(
        2024, 10, 5
    )


def test_date_after_the_last_change_is_questioned() -> None:
    head = '<meta property="article:published_time" content="2024-10-05T15:45:00Z">'
    data = stated("2034-10-05T15:45:00Z") + stated("2024-10-05T16:00:00Z", "dateModified")
    assert published(data + head) == at(15, 45)
    assert published(data) == datetime(2034, 10, 5, 15, 45, tzinfo=UTC)


STORY = (
    "<p>The harbour was closed for good after the storm, and the ferries were sold that year.</p>"
    * 9
)


@pytest.mark.parametrize(
    "line",
    [
        '<p class="date">5 October 2024</p>',
        '<div class="post-published">Published on: 5 October 2024</div>',
        "<h4>Published</h4> <p><time>5 October 2024</time></p>",
        "<aside><p>Posted on <time>5 October 2024</time></p></aside>",
        '<p class="date">5 October 2024</p><p class="date">Updated 9 October 2024</p>',
        '<p class="date">Published 5 October 2024</p><time>1 May 2020</time>',
        '<span class="date">5 October 2024</span><footer><time>1 May 2020</time></footer>',
    ],
)
def test_date_that_is_called_one_counts_wherever_it_stands(line: str) -> None:
    assert published(f"<html lang=en>{H1}{STORY}{line}") == date(2024, 10, 5)


@pytest.mark.parametrize(
    "line",
    [
        '<p class="date">5 October 2024</p><p class="date">1 May 2020</p>',
        '<p class="candidate">5 October 2024</p>',
        f'<p class="date">{STORY} 5 October 2024</p>',
        '<aside><p class="date">5 October 2024</p></aside>',
    ],
)
def test_date_that_may_be_another_storys_is_none(line: str) -> None:
    assert published(f"<html lang=en>{H1}{STORY}{line}") is None


def test_profiles_date_line_comes_first() -> None:
    profile = SourceProfile(
        name="herald",
        timezone="Asia/Phnom_Penh",
        date_line=r"Publication date (?P<date>\d\d \w+ \d{4} \| \d\d:\d\d)",
    )
    html = stated("2020-01-01T00:00:01Z") + "<p>Publication date <b>05 October 2024 | 15:45</b> ICT"
    assert published(html, profile) == at(8, 45)


def test_url_tells_the_day_where_nothing_else_does() -> None:
    assert published("<p>x", url="https://herald.example/2024/10/05/harbour") == date(2024, 10, 5)
    assert published("<p>x", url="https://herald.example/2024-10-05+sea") == date(2024, 10, 5)
    assert published("<p>x", url="https://herald.example/harbour") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-10-05T16:00:00Z", at(16)),
        ("2024-10-05T15:00:00Z", None),
        ("2024-10-05", None),
    ],
)
def test_change_counts_only_if_later(text: str, expected: Instant | None) -> None:
    page = read_page(stated(text, "dateModified"), URL, GENERIC)
    assert page is not None
    assert best(modified_candidates(page, at(15, 45))) == expected
