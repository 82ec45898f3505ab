"""Languages: the text's, checked against the declaration."""

import pytest

from crawler.extraction.fields.language import language_candidates
from crawler.extraction.page.evidence import best
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC, SourceProfile

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

# Their words are those of a better known language, or their script is.
NEIGHBOURS = {
    "hr": "Luka je ponovno otvorena u nedjelju, a trajekti opet plove prema otoku nakon popravka. ",
    "sl": "Pristanišče je od nedelje spet odprto, trajekti pa po popravilu znova plujejo na otok. ",
    "sk": "Prístav je od nedele opäť otvorený a trajekty po oprave znova plávajú na ostrov. ",
    "gl": "O porto volve estar aberto dende o domingo e os barcos navegan outra vez ata a illa. ",
    "be": "Порт зноў адкрыты з нядзелі, і паромы пасля рамонту зноў ходзяць да вострава. ",
    "ms": "Pelabuhan itu dibuka semula pada hari Ahad dan feri belayar lagi ke pulau tersebut. ",
    "ro": "Portul s-a redeschis duminică, iar feriboturile pleacă din nou spre insulă în zori. ",
    "sr": "Лука је поново отворена у недељу, а трајекти опет плове ка острву после поправке. ",
    "as": "বন্দৰটো দেওবাৰে পুনৰ খোলা হৈছে আৰু ফেৰীবোৰ আকৌ দ্বীপলৈ গৈ আছে। ",
    "yi": "דער פּאָרט איז ווידער אָפֿן זינט זונטיק, און די שיפֿן פֿאָרן צוריק צום אינדזל. ",
}


def language(text: str, html: str = "<p>x", profile: SourceProfile = GENERIC) -> str | None:
    page = read_page(html, "https://herald.example/a", profile)
    assert page is not None
    return best(language_candidates(page, text))


@pytest.mark.parametrize("code", TEXTS)
@pytest.mark.parametrize("html", ["<p>x", "<html lang=en-US><p>x", "<html lang=tlh><p>x"])
def test_language_is_the_texts(code: str, html: str) -> None:
    assert language(TEXTS[code] * 6, html) == code


@pytest.mark.parametrize("code", NEIGHBOURS)
@pytest.mark.parametrize("declared", [False, True])
def test_language_is_not_taken_for_its_neighbour(code: str, declared: bool) -> None:
    assert language(NEIGHBOURS[code] * 6, f"<html lang={code}><p>x" if declared else "<p>x") == code


@pytest.mark.parametrize("code", ["en", "de", "fr", "vi", "hr", "sk", "ms"])
def test_words_confirm_what_the_page_declares(code: str) -> None:
    page = read_page(f"<html lang={code}><p>x", "https://herald.example/a", GENERIC)
    assert page is not None
    found = language_candidates(page, (TEXTS | NEIGHBOURS)[code] * 6)
    assert found[0] == (code, "common words")


def test_script_of_several_languages_does_not_overrule_the_page() -> None:
    text = "דער נמל איז ווידער פריי זינט זונטיק און די שיפן פארן צוריק צו דער שטאט. " * 6
    assert language(text, "<html lang=yi><p>x") == "yi"


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
