import gzip

import pytest
from scrapy.settings import Settings

from crawler.downloader.robots_rules import MOST_BYTES, RobotsRules, product_token, robots_text

US = "news-ingestion"
PAGE = "https://herald.example/a"


@pytest.mark.parametrize(
    ("user_agent", "robots_agent", "token"),
    [
        ("news-ingestion/0.1", None, "news-ingestion"),
        ("news-ingestion/0.1 (+desk@herald.example)", None, "news-ingestion"),
        ("News-Ingestion", None, "news-ingestion"),
        ("Mozilla/5.0 (compatible; HeraldBot/2.0; +https://a.example)", None, "heraldbot"),
        ("news-ingestion/0.1", "heraldbot", "heraldbot"),
        ("news-ingestion/0.1", "HeraldBot/2", "heraldbot"),
        ("", None, ""),
    ],
)
def test_the_product_token_is_the_name_alone(
    user_agent: str, robots_agent: str | None, token: str
) -> None:
    settings = Settings({"USER_AGENT": user_agent, "ROBOTSTXT_USER_AGENT": robots_agent})
    assert product_token(settings) == token


def allows(text: str, url: str = PAGE) -> bool:
    return RobotsRules.parse(text, US).allow(url)


@pytest.mark.parametrize(
    "name", ["news-ingestion", "News-Ingestion", "news-ingestion/2.0", "news-ingestion*", "*"]
)
def test_a_group_for_us_refuses_us(name: str) -> None:
    assert not allows(f"User-agent: {name}\nDisallow: /\n")


@pytest.mark.parametrize(
    "name",
    ["news", "n", "ingestion", "news-ingestion-bot", "newsingestion", "editor", "herald.example"],
)
def test_a_group_for_others_says_nothing_to_us(name: str) -> None:
    assert allows(f"User-agent: {name}\nDisallow: /\n")
    assert not allows(f"User-agent: *\nDisallow: /\n\nUser-agent: {name}\nAllow: /\n")


def test_our_group_takes_the_place_of_that_for_all() -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: news-ingestion\nDisallow: /private\n"
    assert allows(text)
    assert not allows(text, "https://herald.example/private/a")


def test_groups_for_us_are_one() -> None:
    text = (
        "User-agent: news-ingestion\nDisallow: /a\n\n"
        "User-agent: other\nUser-agent: news-ingestion/1\nDisallow: /b\n"
    )
    refused = [path for path in "abc" if not allows(text, f"https://herald.example/{path}")]
    assert refused == ["a", "b"]


@pytest.mark.parametrize(
    "line",
    ["User-agent: news-ingestion # us", "useragent:news-ingestion", "User agent news-ingestion"],
)
def test_the_spellings_that_protego_takes_name_us_too(line: str) -> None:
    assert not allows(f"{line}\nDisallow: /\n")


def test_what_belongs_to_no_group_counts_for_nobody() -> None:
    assert allows("Disallow: /\nUser-agent: other\nDisallow: /\n")


def test_a_group_without_a_name_is_nobodys() -> None:
    text = "User-agent: *\nDisallow: /a\n\nUser-agent:\nDisallow: /b\n"
    assert [allows(text, f"https://herald.example/{path}") for path in "ab"] == [False, True]


def delay(text: str) -> tuple[float, str]:
    rules = RobotsRules.parse(text, US)
    return rules.delay, rules.oddity


@pytest.mark.parametrize(
    ("written", "seconds", "oddity"),
    [
        ("4", 4, ""),
        ("1.5", 1.5, ""),
        ("4 # politely", 4, ""),
        ("0", 0, ""),
        ("1e300", 24 * 3600, ""),
        ("4s", 4, "Crawl-delay '4s' is read as 4 seconds"),
        ("10 sec", 10, "Crawl-delay '10 sec' is read as 10 seconds"),
        ("1,5", 1.5, "Crawl-delay '1,5' is read as 1.5 seconds"),
        ("-5", 0, "Crawl-delay '-5' is no number of seconds; it is left out"),
        ("nan", 0, "Crawl-delay 'nan' is no number of seconds; it is left out"),
        ("inf", 0, "Crawl-delay 'inf' is no number of seconds; it is left out"),
        ("soon", 0, "Crawl-delay 'soon' is no number of seconds; it is left out"),
        ("", 0, ""),
    ],
)
def test_a_crawl_delay_is_seconds(written: str, seconds: float, oddity: str) -> None:
    assert delay(f"User-agent: *\nCrawl-delay: {written}\n") == (seconds, oddity)


def test_the_delay_of_our_group_counts_and_no_other() -> None:
    others = "User-agent: *\nCrawl-delay: 9s\n"
    assert delay(f"{others}\nUser-agent: news-ingestion\nCrawl-delay: 4\n") == (4, "")
    assert delay(f"{others}\nUser-agent: news-ingestion\nDisallow:\n") == (0, "")


SAMPLE = "User-agent: *\nDisallow: /größe\n"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_in_each_of_its_forms(charset: str) -> None:
    assert robots_text(SAMPLE.encode(charset)) == SAMPLE


def test_a_packed_file_that_does_not_say_so_is_read() -> None:
    packed = gzip.compress(SAMPLE.encode())
    assert robots_text(packed) == SAMPLE
    assert len(robots_text(gzip.compress(b"#" * 2_000_000))) == MOST_BYTES
    assert robots_text(b"\x1f\x8b" + SAMPLE.encode()).endswith(SAMPLE)


def test_a_nul_is_left_out() -> None:
    assert robots_text(b"User-agent: *\nDisallow: /\0a\n") == "User-agent: *\nDisallow: /a\n"


def test_a_file_without_end_is_read_as_far_as_the_rfc_demands() -> None:
    """At least 500 kibibytes: RFC 9309, 2.5."""
    assert len(robots_text(b"#" * 2_000_000)) == MOST_BYTES == 512_000


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_a_file_that_breaks_off_within_a_character_is_read_so_far(
    mark: bytes, charset: str
) -> None:
    assert robots_text(mark + SAMPLE.encode(charset) + b"a") == f"{SAMPLE}\ufffd"


def test_bytes_of_no_character_are_marked_and_the_rest_is_read() -> None:
    text = b"User-agent: *\nDisallow: /gr\xf6\xdfe\nDisallow: /private\n"
    assert robots_text(text) == "User-agent: *\nDisallow: /gr\ufffd\ufffde\nDisallow: /private\n"


@pytest.mark.parametrize("agent", [None, "", " "])
def test_who_has_no_name_has_no_token(agent: str | None) -> None:
    assert product_token(Settings({"USER_AGENT": agent, "ROBOTSTXT_USER_AGENT": None})) == ""


def test_a_delay_as_long_as_a_day_is_kept_and_more_is_a_day() -> None:
    for written, seconds in (("86399", 86_399), ("86400", 86_400), ("86401", 86_400)):
        assert delay(f"User-agent: *\nCrawl-delay: {written}\n") == (seconds, "")


def test_an_odd_delay_is_named_whatever_another_group_asks_for() -> None:
    text = "User-agent: *\nCrawl-delay: 4s\nUser-agent: other\nCrawl-delay: 4\n"
    assert delay(text) == (4, "Crawl-delay '4s' is read as 4 seconds")
