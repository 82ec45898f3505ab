import pytest

from pipelines.files.store import article_path, safe_name, slug

CODE = "ART2410171545KRUBXS"
URL = "https://www.herald.example/a"


@pytest.mark.parametrize(
    ("pattern", "code", "source", "path"),
    [
        ("articles/{code}.md", CODE, "", f"articles/{CODE}.md"),
        ("{source}/{year}/{month}/{code}.md", CODE, "herald", f"herald/2024/10/{CODE}.md"),
        ("_posts/{date}-{code}.md", CODE, "", f"_posts/2024-10-17-{CODE}.md"),
        ("{source}/{code}.md", CODE, "", f"herald.example/{CODE}.md"),
        ("{year}/{code}.md", "ART9902031545KRUBXS", "", "1999/ART9902031545KRUBXS.md"),
    ],
)
def test_a_path_follows_its_pattern(pattern: str, code: str, source: str, path: str) -> None:
    assert article_path(pattern, code, source, URL) == path


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("..", "unknown"),
        ("", "unknown"),
        (".hidden", "hidden"),
        ("a/b\\c\0d", "a-b-c-d"),
        ("www.herald.example", "herald.example"),
    ],
)
def test_a_name_leads_nowhere_else(text: str, name: str) -> None:
    assert safe_name(text) == name


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Harbour’s crane: back at work!", "harbours-crane-back-at-work"),
        ("Cámara aprueba ley", "cámara-aprueba-ley"),
        ("مرفأ بيروت", "مرفأ-بيروت"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("ข่าวที่นี่", "ข่าวที่นี่"),
        ("Heart ❤\ufe0f 1\ufe0f\u20e3 day", "heart-1-day"),
        ("../etc", "etc"),
        ("…", "untitled"),
        ("word " * 40, "-".join(["word"] * 16)),
        ("港" * 100, "港" * 26),
    ],
)
def test_a_slug_is_the_headline_in_a_name(title: str, expected: str) -> None:
    assert slug(title) == expected
