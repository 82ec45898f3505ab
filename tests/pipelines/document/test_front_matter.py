from datetime import date, datetime, timedelta, timezone

import frontmatter
import pytest
import yaml

from pipelines.document.front_matter import Value, iso_instant, with_front_matter


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a: b # c", '"a: b # c"'),
        ('"a" \\ b', r'"\"a\" \\ b"'),
        ("😀 文字 {{ x }}", '"😀 文字 {{ x }}"'),
        ("", '""'),
        ("2024-10-17", '"2024-10-17"'),
        (datetime(2024, 10, 25, 8, 39, 1, 247999, timezone.utc), "2024-10-25T08:39:01.247Z"),
        (datetime(2024, 10, 25, 8, 39, tzinfo=timezone.utc), "2024-10-25T08:39:00.000Z"),
        (
            datetime(2024, 10, 17, 15, 45, tzinfo=timezone(timedelta(hours=7))),
            "2024-10-17T15:45:00+07:00",
        ),
        (date(2024, 10, 17), "2024-10-17"),
        (("Ada Brook", "no"), '["Ada Brook", "no"]'),
    ],
)
def test_a_value_is_written_on_one_line(value: Value, written: str) -> None:
    assert f"\nkey: {written}\n" in with_front_matter("post", {"key": value}, "body")


def test_a_long_text_is_not_folded() -> None:
    assert f'title: "{"word " * 2000}"\n' in with_front_matter(
        "post", {"title": "word " * 2000}, ""
    )


def test_the_file_reads_as_the_contract_says() -> None:
    text = with_front_matter("post", {"title": "a", "code": "b"}, "# a")
    assert text == '---\nlayout: post\ntitle: "a"\ncode: "b"\n---\n\n# a\n'


def test_a_value_that_two_keys_have_is_written_twice() -> None:
    moment = datetime(2024, 10, 25, tzinfo=timezone.utc)
    text = with_front_matter("post", {"date": moment, "published": moment}, "")
    assert text.count(": 2024-10-25T00:00:00.000Z\n") == 2


def test_what_was_written_is_read_back() -> None:
    keys = {"title": 'a: "b"', "date": datetime(2024, 10, 25, tzinfo=timezone.utc)}
    post = frontmatter.loads(with_front_matter("post", keys, "# a\n\n---"))
    assert post.metadata == {"layout": "post", **keys}
    assert post.content == "# a\n\n---"


def test_a_layout_that_yaml_would_take_for_something_else_is_quoted() -> None:
    assert yaml.safe_load(with_front_matter("no", {}, "").split("---")[1]) == {"layout": "no"}


def test_an_instant_of_another_zone_keeps_its_offset() -> None:
    tehran = timezone(timedelta(hours=3, minutes=30))
    assert iso_instant(datetime(2024, 1, 2, 3, 4, 5, tzinfo=tehran)) == "2024-01-02T03:04:05+03:30"
