"""How walls and errors speak to their readers, and that stories do not."""

import pytest

from crawler.extraction.notice_wording import speaks_of_others, speaks_to_reader

WALLS = {
    "en": "Your sign-in has run out. Please log in once more and this page opens again.",
    "de": "Diese Seite lesen nur Mitglieder. Melden Sie sich bitte mit Ihrem Konto an.",
    "fr": "Votre navigateur ne sait pas afficher cette page. Veuillez en choisir un autre.",
    "ru": "Войдите в свой аккаунт, и страница откроется. Спасибо, что вы с нами.",
    "zh": "您的账号已退出，请重新登录后再打开本页面。",
    "ar": "يرجى تسجيل الدخول إلى حسابك حتى تظهر هذه الصفحة.",
    "hi": "कृपया अपने खाते में लॉग इन करें, फिर यह पेज खुलेगा।",
    "th": "กรุณาเข้าสู่ระบบก่อน แล้วหน้านี้จะเปิดให้คุณอ่าน",
}
STORIES = {
    "en": "The ferry to Stellin sails again. Its second deck was built at Port Eller.",
    "de": "Die Fähre nach Stellin fährt wieder. Ihr zweites Deck kam aus Port Eller, wo sie lag.",
    "fr": "Le bac de Stellin a repris ses traversées. Le second pont vient de Port Eller.",
    "ru": "Паром до Стеллина снова ходит. Вторую палубу построили в Порт-Эллере.",
    "zh": "开往石林港的渡船恢复航行。第二层甲板在艾勒港建成。",
    "ar": "عادت العبارة إلى ستيلين. وبني سطحها الثاني في ميناء إيلر.",
    "hi": "स्टेलिन की नाव फिर चलने लगी है। उसका दूसरा तल एलर बंदरगाह में बना।",
    "th": "เรือข้ามฟากไปสเตลลินกลับมาแล่นอีกครั้ง ดาดฟ้าที่สองต่อที่ท่าเรือเอลเลอร์",
}


@pytest.mark.parametrize("language", WALLS)
def test_a_wall_speaks_to_its_reader_of_the_page(language: str) -> None:
    assert speaks_to_reader(WALLS[language], language)
    assert not speaks_of_others(WALLS[language], language)


@pytest.mark.parametrize("language", STORIES)
def test_a_story_tells_of_others(language: str) -> None:
    assert not speaks_to_reader(STORIES[language], language)
    assert speaks_of_others(STORIES[language], language)


@pytest.mark.parametrize(
    "text",
    [
        "Customers of the bank could not log in to their accounts, and the website was down.",
        "You may walk across the bridge again, but your car has to wait until May.",
    ],
    ids=["of a page, to nobody", "to a reader, of the world"],
)
def test_one_without_the_other_is_no_notice(text: str) -> None:
    assert not speaks_to_reader(text, "en")


def test_a_long_text_that_says_so_once_is_no_notice() -> None:
    assert not speaks_to_reader(f"{WALLS['en']} {STORIES['en'] * 5}", "en")


def test_a_notice_may_be_in_english_on_any_page() -> None:
    assert speaks_to_reader(WALLS["en"], "sv")


def test_nobody_knows_whom_a_text_in_an_unknown_language_speaks_to() -> None:
    assert not speaks_of_others("La pramo revenos printempe.", "eo")
    assert speaks_to_reader(WALLS["ru"], None)
