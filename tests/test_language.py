"""Languages: the text's, checked against the declaration."""

import pytest

from crawler.extraction.evidence import best
from crawler.extraction.language import language_candidates
from crawler.extraction.page import read_page
from crawler.profiles import GENERIC, SourceProfile

TEXTS = {
    "en": "The harbour of Northport reopened on Sunday, and the ferries sail again to the island. ",
    "de": "Der Hafen ist seit Sonntag wieder offen, und die Fähren fahren auch zu der Insel. ",
    "fr": "Le port est ouvert depuis dimanche et les ferries vont de nouveau aux îles du nord. ",
    "vi": "Cảng đã mở lại vào chủ nhật và các phà của thành phố lại chạy cho người dân. ",
    "ja": "港は日曜日に再開し、フェリーは再び島へ向かっている。住民は市場へ行くことができる。",
    "zh": "北港港口周日重新开放，渡轮再次驶向岛屿，居民可以去市场买菜。",
    "ko": "항구가 일요일에 다시 문을 열었고 여객선이 섬으로 다시 떠난다. ",
    "km": "កំពង់ផែបានបើកឡើងវិញនៅថ្ងៃអាទិត្យ ហើយសាឡាងបើកទៅកោះវិញ។ ",
    "el": "Το λιμάνι άνοιξε ξανά την Κυριακή και τα πλοία φεύγουν πάλι για το νησί. ",
    "sw": "Bandari ilifunguliwa tena siku ya Jumapili, na vivuko vinasafiri tena kwenda kisiwani. ",
}


def language(text: str, html: str = "<p>x", profile: SourceProfile = GENERIC) -> str | None:
    page = read_page(html, "https://herald.example/a", profile)
    assert page is not None
    return best(language_candidates(page, text))


@pytest.mark.parametrize("code", TEXTS)
@pytest.mark.parametrize("html", ["<p>x", "<html lang=en-US><p>x", "<html lang=tlh><p>x"])
def test_language_is_the_texts(code: str, html: str) -> None:
    assert language(TEXTS[code] * 6, html) == code


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<html lang=de-AT><p>x", "de"),
        ('<meta property="og:locale" content="pt_BR">', "pt"),
        ('<meta http-equiv="content-language" content="nb">', "no"),
        ("<html lang=iw><p>x", "he"),
        ("<html lang=english><p>x", None),
    ],
)
def test_short_text_trusts_the_declaration(html: str, code: str | None) -> None:
    assert language("Harbour", html) == code


def test_page_is_believed_between_languages_that_are_alike() -> None:
    text = "Havnen er åben igen, og det er en god dag for de mange, der har ventet på den. " * 6
    assert language(text, "<html lang=no><p>x") == "no"
    assert language(text, "<html lang=da><p>x") == "da"


def test_profile_speaks_where_the_page_does_not() -> None:
    assert language("Harbour", profile=SourceProfile(name="herald", language="en")) == "en"
