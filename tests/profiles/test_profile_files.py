"""A profile's mistakes are reported by file, line and key, with what to do, all at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler.profiles.checks import CHECKS
from crawler.profiles.files import KEYS, ProfileError, load_profiles, read_profile
from crawler.profiles.profile import SourceProfile

HEAD = "name: herald\ndomains: [herald.example]\n"


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Read a text as herald.yml."""
    monkeypatch.chdir(tmp_path)

    def read(content: bytes | str) -> SourceProfile | None:
        content = content if isinstance(content, bytes) else content.encode()
        (tmp_path / "herald.yml").write_bytes(content)
        return read_profile(tmp_path / "herald.yml")

    return read


@pytest.fixture
def problems(read: Callable[..., Any]) -> Callable[..., Any]:
    """Return what is said of a text that is no profile."""

    def problems(content: bytes | str) -> list[str]:
        with pytest.raises(ProfileError) as error:
            read(content)
        return str(error.value).splitlines()

    return problems


def test_every_key_but_name_and_domains_may_be_left_out(read: Callable[..., Any]) -> None:
    assert read(HEAD) == SourceProfile(name="herald", domains=("herald.example",))


def test_keys_are_read(read: Callable[..., Any]) -> None:
    profile = read(
        HEAD
        + r"""
feeds:
  - https://herald.example/rss
article_urls: ['^/\d{4}/']
timezone: Asia/Tehran
language: no
categories:
  Koreas: WORLD
selectors: {headline: 'h1.title'}
"""
    )

    assert profile == SourceProfile(
        name="herald",
        domains=("herald.example",),
        feeds=("https://herald.example/rss",),
        article_urls=(r"^/\d{4}/",),
        timezone="Asia/Tehran",
        language="no",
        categories={"Koreas": "WORLD"},
        selectors={"headline": "h1.title"},
    )


def test_byte_order_mark_is_no_part_of_the_first_key(read: Callable[..., Any]) -> None:
    assert read(b"\xef\xbb\xbf" + HEAD.encode()).name == "herald"


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("feed: [a]", "unknown key 'feed'; did you mean 'feeds'?"),
        ("colour: red", "unknown key 'colour'"),
        ("feeds: https://a.example/", "'feeds' needs a list: one value a line, each after '- '"),
        ("feeds: [a.example/rss]", "'a.example/rss' is no web address: it begins with https://"),
        ("sections: ['file:///etc']", "'file:///etc' is no web address"),
        ("categories: [WORLD]", "'categories' needs lines of 'name: value'"),
        ("categories: {Koreas: World}", "'World' is no category: one word in capitals"),
        ("timezone: [Asia/Tehran]", "'timezone' needs a single value"),
        ("timezone: Asia/Teheran", "no IANA time zone, such as Asia/Tehran; did you mean 'Asia/Te"),
        ("timezone: /etc/localtime", "'/etc/localtime' is no IANA time zone"),
        ("timezone: Asia", "'Asia' is no IANA time zone"),
        ("timezone:", "'timezone': has no value: give it one, or leave the key out"),
        ("language: English", "'English' is no ISO 639-1 code"),
        ("language: kh", "'kh' is no ISO 639-1 code: two lower-case letters, such as en"),
        ("article_urls: ['(']", "'(' is no regular expression: missing )"),
        ("ignore_urls: ['*']", "'*' is no regular expression: nothing to repeat"),
        ("date_line: '['", "'[' is no regular expression: unterminated character set"),
        ("drop_lines: ['a{2,1}']", "is no regular expression: min repeat greater than max"),
        ("drop_blocks: ['div[']", "'div[' is no CSS selector: Expected ident"),
        ("drop_blocks: ['a::text']", "'a::text' is no CSS selector"),
        ("selectors: {headline: '>'}", "'>' is no CSS selector"),
        (
            "selectors: {headlines: h1}",
            "'headlines' is no field with a selector: authors, body, caption, ",
        ),
        ("unverified: [feed]", "'feed' is no key of a profile; did you mean 'feeds'?"),
        ("name: herald", "key 'name' stands here a second time; keep one"),
        ("feeds: *rss", "put a value that begins with * in quotes"),
        ("drop_lines: [", "not YAML: "),
        ("\t- a", "not YAML: found character '\\t' that cannot start any token; indent with sp"),
        ('date_line: "\\d"', "unknown escape character 'd'; put a regular expression in single q"),
        ("date_line: at: noon", "not YAML: mapping values are not allowed here; check the inden"),
    ],
)
def test_mistake_is_reported_with_its_line_and_what_to_do(
    problems: Callable[..., Any], lines: str, problem: str
) -> None:
    reported = problems(HEAD + lines + "\n")

    assert len(reported) == 1
    assert reported[0].startswith(("herald.yml: line 3: ", "herald.yml: line 4: not YAML"))
    assert problem in reported[0]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "herald.yml: empty; a profile needs a name and domains"),
        ("# nothing yet\n", "herald.yml: empty; a profile needs a name and domains"),
        ("- a\n- b\n", "herald.yml: line 1: a profile is lines of 'key: value'"),
        ("hello\n", "herald.yml: line 1: a profile is lines of 'key: value'"),
        ("domains: [a.example]\n", "herald.yml: line 1: 'name' is missing"),
        ("name: herald\n", "herald.yml: line 1: 'domains' is missing: the hosts that its pages"),
        (HEAD.encode() + b"# \xff\n", "herald.yml: line 3: is not UTF-8; save the file as UTF-8"),
        (HEAD.encode() + b"\x00", "herald.yml: not YAML: unacceptable character #x0000"),
        (HEAD + "---\n" + HEAD, "herald.yml: line 3: not YAML: but found another document"),
        ("name: other\ndomains: [a.example]\n", "line 1: name 'other' is not the file's: rename"),
    ],
)
def test_file_that_is_no_profile_is_reported(
    problems: Callable[..., Any], content: bytes | str, problem: str
) -> None:
    assert problem in problems(content)[0]


@pytest.mark.parametrize(
    ("domain", "problem"),
    [
        ("https://www.herald.example/", "is not a bare domain: write herald.example"),
        ("www.herald.example", "is not a bare domain: write herald.example"),
        ("Herald.example", "is not a bare domain: write herald.example"),
        ("herald.example/news", "is not a bare domain: write herald.example"),
        ("вестник.example", "is no domain: write it as it stands in addresses (xn--…)"),
    ],
)
def test_domain_is_reported_as_it_is_to_be_written(
    problems: Callable[..., Any], domain: str, problem: str
) -> None:
    assert problem in problems(f"name: herald\ndomains: ['{domain}']\n")[0]


def test_all_mistakes_of_a_file_are_reported_at_once_by_line(
    problems: Callable[..., Any],
) -> None:
    reported = problems("name: herald\ndomain: [a.example]\nlanguage: kh\nfeeds: [x, y]\n")

    assert [line.split(": ")[1] for line in reported] == [
        "line 1",
        "line 2",
        "line 3",
        *2 * ["line 4"],
    ]


def test_mistakes_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("")
    (tmp_path / "b.yml").write_text("name: b\n")

    with pytest.raises(ProfileError) as error:
        load_profiles([tmp_path])

    assert len(str(error.value).splitlines()) == 2


def test_domain_in_two_profiles_is_reported_with_both_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yml").write_text(f"name: {name}\ndomains: [herald.example]\n")

    with pytest.raises(ProfileError, match=r"b\.yml: domain 'herald.example' is also in .*a\.yml"):
        load_profiles([tmp_path])


def test_file_of_a_later_folder_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    for folder, host in (("ours", "old.example"), ("theirs", "new.example")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "herald.yml").write_text(f"name: herald\ndomains: [{host}]\n")

    profiles = load_profiles([tmp_path / "ours", tmp_path / "theirs"])

    assert profiles["herald"].domains == ("new.example",)


def test_file_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    (tmp_path / "herald.yml").mkdir()

    with pytest.raises(ProfileError, match=r"herald\.yml: Is a directory"):
        load_profiles([tmp_path])


def test_folder_that_is_not_there_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="no such folder; SOURCES_DIR needs one"):
        load_profiles([tmp_path / "none"])


def test_the_value_of_each_key_is_checked() -> None:
    assert list(CHECKS) == list(KEYS)


def test_fallbacks_need_a_listing_that_may_fail(problems):
    (problem,) = problems(HEAD + "fallbacks: [https://herald.example/town]\n")
    assert problem == "herald.yml: line 3: 'fallbacks': needs feeds, sitemaps or sections to fail"
