import pytest

from pipelines.text.characters import lines, one_line, readable


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x00b\x08c\x7fd\x9fe", "abcde"),
        ("a\ud800b\udfffc", "abc"),
        ("\ufeffa\ufffeb\U0001ffffc", "abc"),
        ("a\u202eb\u202cc", "ab\u202cc"),
        ("so\xadft", "soft"),
        ("a\u200bb", "ab"),
        ("ខ្មែរ\u200bភាសា", "ខ្មែរ\u200bភាសា"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("e\u0301", "é"),
        ("😀👩\u200d💻", "😀👩\u200d💻"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
    ],
)
def test_only_characters_that_have_a_look_are_left(text: str, clean: str) -> None:
    assert readable(text) == clean


def test_one_line_has_single_spaces() -> None:
    assert one_line(" a\n\xa0\u3000b\tc ") == "a b c"


def test_lines_keep_their_edges() -> None:
    assert lines(" a  b \n\n c ") == " a b\nc "
