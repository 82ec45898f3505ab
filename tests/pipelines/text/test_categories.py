import pytest

from pipelines.text.categories import category

URL = "https://herald.example/a-slug"


@pytest.mark.parametrize(
    ("section", "word"),
    [
        ("World", "WORLD"),
        ("Koreas", "WORLD"),
        ("Op-Ed", "OPINION"),
        ("Food & Drink", "LIFESTYLE"),
        ("UK news", "NATIONAL"),
        ("Climate Change", "ENVIRONMENT"),
        ("Science & Technology", "TECHNOLOGY"),
        ("Premier League football", "SPORT"),
        ("Économie", "BUSINESS"),
        ("Политика", "POLITICS"),
        ("国际新闻", "WORLD"),
        ("スポーツ", "SPORT"),
        ("សេដ្ឋកិច្ច", "BUSINESS"),
        ("ورزشی", "SPORT"),
        ("Thể thao", "SPORT"),
        ("News", "GENERAL"),
        ("", "GENERAL"),
        (None, "GENERAL"),
    ],
)
def test_a_section_has_its_word(section: str | None, word: str) -> None:
    assert category(section, URL) == word


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/international/a-slug", "WORLD"),
        ("/en/news/sport/football/a-slug", "SPORT"),
        ("/life-and-style/a-slug", "LIFESTYLE"),
        ("/%D1%81%D0%BF%D0%BE%D1%80%D1%82/a-slug", "SPORT"),
        ("/sport", "GENERAL"),
        ("/2024/10/17/world-cup", "GENERAL"),
    ],
)
def test_the_folders_of_the_url_speak_where_the_section_does_not(path: str, word: str) -> None:
    assert category("News", f"https://herald.example{path}") == word


def test_the_section_speaks_before_the_url() -> None:
    assert category("Opinion", "https://herald.example/sport/a-slug") == "OPINION"
