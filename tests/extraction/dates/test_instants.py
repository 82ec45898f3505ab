"""Points in time in texts: ISO 8601, and words and numbers in the languages of the press."""

from datetime import date, datetime, timedelta, timezone

import pytest

from crawler.extraction.dates.instants import Instant, instant

UTC = timezone.utc
EAST = timezone(timedelta(hours=7))


def at(hour: int, minute: int = 0, zone: timezone = UTC) -> datetime:
    return datetime(2024, 10, 5, hour, minute, tzinfo=zone)


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
        ("20241005154500", at(15, 45)),
        ("202410051545+0700", at(15, 45, EAST)),
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
        ("令和6年10月5日", date(2024, 10, 5)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成30年10月5日", date(2018, 10, 5)),
        ("中華民國113年10月5日", date(2024, 10, 5)),
        ("民國 113 年 10 月 5 日", date(2024, 10, 5)),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3:45 PM UTC, October 5, 2024", at(15, 45)),
        ("3:45 p.m. Oct. 5, 2024", at(15, 45)),
        ("3.45pm Saturday 5 October 2024", at(15, 45)),
        ("15:45, 5 Oct 2024", at(15, 45)),
        ("3:45 PM · Oct 5, 2024", at(15, 45)),
        ("15:45 GMT, Sat 5 October 2024", at(15, 45)),
        ("12:05 a.m. Oct. 5, 2024", at(0, 5)),
        ("15:45, 5 Oct 2024 17:20, 6 Oct 2024", at(15, 45)),
        ("5 Oct 2024 15:45 6 Oct 2024 17:20", at(15, 45)),
        ("Saturday October 5, 2024 3:45 pm UTC by Tove Sandal", at(15, 45)),
    ],
)
def test_time_before_the_day_is_no_part_of_it(text: str, expected: Instant) -> None:
    assert instant(text, UTC) == expected


@pytest.mark.parametrize(
    ("text", "language", "month"),
    [
        ("Sept. 5, 2024", "en", 9),
        ("5 Sept 2024", "en-GB", 9),
        ("Sept. 5, 2024", "sw", 9),  # English is read beside any language
        ("5 juill. 2024", "fr", 7),
        ("5 AOUT 2024", "fr", 8),
        ("5 de setiembre de 2024", "es", 9),
        ("5. Jänner 2024", "de", 1),
        ("5 Agt 2024", "id", 8),
        ("5 Nopember 2024", "id", 11),
        ("5 Ogos 2024", "ms", 8),
        ("5 تشرين الأول 2024", "ar", 10),
        ("5 كانون الثاني/يناير 2024", "ar", 1),
        ("5 جويلية 2024", "ar", 7),
        ("5 غشت 2024", "ar", 8),
        ("5 اكتوبر، 2024", "ar", 10),
        ("٥ ديسمبر ٢٠٢٤", "ar", 12),
        ("۵ دسامبر ۲۰۲۴", "fa", 12),
        ("५ दिसंबर २०२४", "hi", 12),
        ("5 בדצמבר 2024", "he", 12),
        ("5 בדצמ׳ 2024", "he", 12),
        ("5 ธ.ค. 2567", "th", 12),
        ("5 ธ.ค. 67", "th", 12),
        ("5 ธันวาคม พ.ศ. 2567", "th", 12),
        ("5. decembar 2024.", "sr", 12),
        ("5. децембар 2024.", "sr", 12),
        ("5. studenog 2024.", "hr", 11),
        ("2024. gada 5. decembris", "lv", 12),
        ("2024 m. gruodžio 5 d.", "lt", 12),
        ("2024ko abenduaren 5a", "eu", 12),
        ("5 Aralık'ta, 2024", "tr", 12),
        ("5 ΔΕΚΕΜΒΡΙΟΥ 2024", "el", 12),
        ("2024 оны 12-р сарын 5", "mn", 12),
        ("24.12.05", "ko", 12),
    ],
)
def test_months_of_the_press(text: str, language: str, month: int) -> None:
    assert instant(text, UTC, language) == date(2024, month, 5)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("mar. 5 déc. 2023 à 10:15", "fr"),
        ("mar. 5 dic. 2023, 10:15", "es"),
        ("mar 5 dic 2023, 10:15", "it"),
        ("mar. 5 dec. 2023, 10:15", "ro"),
        ("mar. 5 dec. 2023, 10:15", "gl"),
    ],
)
def test_tuesday_is_not_march(text: str, language: str) -> None:
    assert instant(text, UTC, language) == datetime(2023, 12, 5, 10, 15, tzinfo=UTC)


def test_tuesday_of_a_language_that_nobody_names_is_no_march() -> None:
    assert instant("mar., 04 août 2020", UTC) is None
    assert instant("mar., 04 août 2020", UTC, "fr") == date(2020, 8, 4)


def test_march_is_march() -> None:
    assert instant("mar. 5 mar. 2024", UTC, "es") == date(2024, 3, 5)
    assert instant("5 mar. 2024", UTC, "it") == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2024.10.05 오후 3:45", "ko"),
        ("2024년 10월 5일 오후 3시 45분", "ko"),
        ("2024年10月5日 午後3:45", "ja"),
        ("2024年10月5日午後3時45分", "ja"),
        ("2024年10月5日 下午3:45", "zh-CN"),
        ("2024年10月5日 下午3點45分", "zh-Hant"),
        ("5 أكتوبر 2024 - 3:45 مساءً", "ar"),
        ("5 أكتوبر 2024، 3:45 م", "ar"),
        ("5 Οκτωβρίου 2024, 3:45 μ.μ.", "el"),
        ("5 Oktober 2024, 3.45 PTG", "ms"),
        ("5 Oktober 2024 3:45 petang", "ms"),
        ("5 de octubre de 2024, 3:45 p. m.", "es"),
        ("5 octobre 2024 à 15 h 45", "fr"),
        ("5 octobre 2024 à 15h45", "fr"),
        ("5. Oktober 2024, 15.45 Uhr", "de"),
        ("5 ต.ค. 2567 15.45 น.", "th"),
    ],
)
def test_time_of_day_as_each_language_writes_it(text: str, language: str) -> None:
    assert instant(text, UTC, language) == at(15, 45)


@pytest.mark.parametrize(
    ("text", "language", "hour"),
    [
        ("2024.10.05 오전 12:30", "ko", 0),
        ("2024年10月5日 凌晨2:30", "zh", 2),
        ("2024年10月5日 中午12:30", "zh", 12),
        ("5 أكتوبر 2024 - 8:30 صباحًا", "ar", 8),
        ("5 Oktober 2024, 8.30 PG", "ms", 8),
        ("2024.10.05 오후 15:30", "ko", 15),
        ("5. Oktober 2024 um 8.30 Uhr", "de", 8),
    ],
)
def test_morning_stays_morning(text: str, language: str, hour: int) -> None:
    assert instant(text, UTC, language) == at(hour, 30)


@pytest.mark.parametrize(
    "text",
    [
        "May 2004 (12)",
        "12 comments | May 2004",
        "October 2024",
        "5 October",
        "5 October 24 comments",
        "12 Marchers of 2024",
        "3 ธ.ค.",
    ],
)
def test_month_and_a_number_are_no_day(text: str) -> None:
    assert instant(text, UTC, "th") is None


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("AKST", -9),
        ("HST", -10),
        ("AST", -4),
        ("NST", -3.5),
        ("IDT", 3),
        ("BDT", 6),
        ("IRST", 3.5),
        ("ACDT", 10.5),
        ("MEST", 2),
        ("Eastern Time", -4),
        ("Pacific Daylight Time", -7),
        ("Europe/Kyiv", 3),
        ("-07", -7),
        ("GMT+5:30", 5.5),
        ("UTC−3", -3),
        ("(GMT +0700)", 7),
        ("Europe/Atlantis", 0),
        ("America/Argentina", 0),  # a folder of zones
        ("America/Argentina/Salta", -3),
        ("AHOY", 0),
    ],
)
def test_zone_behind_the_time(zone: str, hours: float) -> None:
    found = instant(f"Sat, 05 Oct 2024 15:45:00 {zone}", UTC)
    assert found == at(15, 45, timezone(timedelta(hours=hours)))


def test_year_of_two_digits_is_that_of_rfc_5322() -> None:
    assert instant("Sat, 05 Oct 24 15:45:00 +0700", UTC) == at(15, 45, EAST)
    assert instant("05 Oct 98 15:45:00 GMT", UTC) == datetime(1998, 10, 5, 15, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("۱۳ آذر ۱۴۰۳", date(2024, 12, 3)),
        ("سه‌شنبه ۱۳ آذر ۱۴۰۳ - ۱۰:۱۵", datetime(2024, 12, 3, 10, 15, tzinfo=UTC)),
        ("۱۴۰۳/۰۷/۱۴", date(2024, 10, 5)),
        ("1403-07-14", date(2024, 10, 5)),
        ("30 اسفند 1403", date(2025, 3, 20)),
        ("1 فروردین 1404", date(2025, 3, 21)),
        ("29 اسفند 1400", date(2022, 3, 20)),
        ("30 اسفند 1400", None),
        ("۱۳ قوس ۱۴۰۳", date(2024, 12, 3)),
        ("5 اکتبر 2024", date(2024, 10, 5)),
    ],
)
def test_solar_calendar_of_iran(text: str, expected: Instant | None) -> None:
    assert instant(text, UTC, "fa-IR") == expected


def test_solar_calendar_is_not_that_of_other_languages() -> None:
    assert instant("1446/05/03", UTC, "ar") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ግንቦት 6 ቀን 2016 ዓ.ም", date(2024, 5, 14)),
        ("መስከረም 1 ቀን 2016", date(2023, 9, 12)),  # the year before had a day more
        ("መስከረም 1 2017", date(2024, 9, 11)),
        ("ጳጉሜን 6 ቀን 2015 ዓ.ም", date(2023, 9, 11)),
        ("ጳጉሜን 6 ቀን 2016 ዓ.ም", None),
        ("ታህሳስ 29 ቀን 2016", date(2024, 1, 8)),
        ("14 ሜይ 2024", date(2024, 5, 14)),
    ],
)
def test_calendar_of_ethiopia(text: str, expected: Instant | None) -> None:
    assert instant(text, UTC, "am") == expected


@pytest.mark.parametrize(
    "text", ["2024. gada 5. oktobrī", "2024. gada 5. oktobra", "5. oktobris, 2024"]
)
def test_months_of_latvian_in_the_cases_that_papers_print(text: str) -> None:
    assert instant(text, UTC, "lv") == date(2024, 10, 5)


def test_may_in_latvian_is_too_short_for_an_ending_and_is_known() -> None:
    assert instant("2024. gada 14. maijā", UTC, "lv") == date(2024, 5, 14)
