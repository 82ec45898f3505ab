"""Bytes to UTF-8: declared rightly, wrongly or not at all."""

import pytest

from crawler.extraction.page.charset import utf8

RUSSIAN = "Гавань вновь открылась в воскресенье, корабли снова ходят по расписанию."
JAPANESE = (
    "港は日曜日に再開したと、港長がフェリー各社に伝えた。船は再び時刻表どおりに運航している。"
)
GERMAN = "Größe für alle: schöne Grüße aus der Straße – ja, „so“ ist es, Ärger gibt es nicht."
CZECH = "Přístav byl v neděli znovu otevřen, řekl jeho správce. Lodě opět plují podle řádu."
POLISH = "Port został ponownie otwarty, powiedział jego zarządca. Statki znów pływają."


def page(text: str, head: str = "", lang: str = "") -> str:
    return f"<html lang='{lang}'><head>{head}</head><body><p>{text}</p><p>{text}</p></body></html>"


def decoded(html: bytes | str, header: str | None = None) -> str:
    return utf8(html, header).decode()


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (GERMAN, "utf-8"),
        (GERMAN, "cp1252"),
        (RUSSIAN, "cp1251"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
    ],
)
def test_declared_charset_is_read(text: str, charset: str) -> None:
    assert text in decoded(page(text).encode(charset), charset)
    assert text in decoded(page(text, f"<meta charset={charset}>").encode(charset))


@pytest.mark.parametrize("bom", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_beats_the_header(bom: str) -> None:
    assert GERMAN in decoded(page(GERMAN).encode(bom), "iso-8859-1")


def test_utf8_beats_a_wrong_declaration() -> None:
    html = page(GERMAN, "<meta charset=iso-8859-1>").encode()
    assert decoded(html, "windows-1252") == html.decode()


@pytest.mark.parametrize("header", [None, "utf-8", "iso-8859-1", "no-such-charset", "hex"])
@pytest.mark.parametrize(
    ("text", "charset", "lang"),
    [
        (RUSSIAN, "cp1251", ""),
        (RUSSIAN, "koi8_r", ""),
        (JAPANESE, "euc_jp", ""),
        (JAPANESE, "shift_jis", ""),
        (CZECH, "cp1250", "cs"),
        (POLISH, "iso8859_2", "pl"),
        (GERMAN, "cp1252", "de"),
        (GERMAN, "cp1252", ""),
    ],
)
def test_charset_is_found_where_none_or_a_wrong_one_is_named(
    text: str, charset: str, lang: str, header: str | None
) -> None:
    assert text in decoded(page(text, lang=lang).encode(charset), header)


def test_lone_bytes_in_utf8_are_windows_characters() -> None:
    html = page(GERMAN * 3).encode() + b"<p>the harbour\x92s master"
    assert "the harbour’s master" in decoded(html)


@pytest.mark.parametrize("charset", ["cp1252", "latin-1"])
def test_text_decoded_twice_is_mended(charset: str) -> None:
    text = "schöne Grüße für alle, Ärger im Café über Öl"
    twice = text.encode().decode(charset)
    assert decoded(page(twice).encode()) == page(text)


@pytest.mark.parametrize(
    "text",
    [
        "CAFÉ… CAFÉ… CAFÉ…",  # looks like it
        "Größe Ã¼ber alles, schöne Grüße",  # is partly so: nobody knows
    ],
)
def test_text_that_may_be_right_is_left(text: str) -> None:
    assert decoded(page(text).encode()) == page(text)


def test_control_characters_and_lone_surrogates_go() -> None:
    assert decoded("<p>a\x00b\x1bc\ud800d\x7f\te\n") == "<p>abcd\te\n"


CHINESE = "港口星期日重新开放，船只恢复按时刻表航行，市政府公布了新的预算。"
TAIWANESE = "港口星期日重新開放，船隻恢復按時刻表航行，市政府公布了新的預算。"
KOREAN = "항구가 일요일에 다시 문을 열었다고 항만장이 밝혔다. 배들이 시간표대로 다닌다."
ARABIC = "أعيد فتح الميناء يوم الأحد وقال مديره إن السفن تعود إلى الإبحار في موعدها."
GREEK = "Το λιμάνι άνοιξε ξανά την Κυριακή, είπε ο διευθυντής, και τα πλοία ταξιδεύουν."
HUNGARIAN = (
    "A kikötőt vasárnap újra megnyitották, mondta a vezetője. A hajók ismét járnak, bővülő körben."
)


@pytest.mark.parametrize("shift", [0, 1])
@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb2312"),
        (TAIWANESE, "big5"),
        (KOREAN, "euc_kr"),
    ],
)
def test_undeclared_charset_of_two_bytes_is_found_wherever_the_sample_ends(
    text: str, charset: str, shift: int
) -> None:
    long = "a" * shift + text * 2000  # more than the sample, in one text
    assert text * 2000 in decoded(f"<html><body><p>{long}</p></body></html>".encode(charset))


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read_in_both_orders(charset: str) -> None:
    assert GERMAN in decoded(page(GERMAN).encode(charset))


@pytest.mark.parametrize("lang", ["", "own", "en"])
@pytest.mark.parametrize(
    ("text", "charset", "own"),
    [
        (RUSSIAN, "iso8859_5", "ru"),
        (RUSSIAN, "cp866", "ru"),
        (RUSSIAN, "koi8_r", "ru"),
        (ARABIC, "iso8859_6", "ar"),
        (ARABIC, "cp1256", "ar"),
        (GREEK, "iso8859_7", "el"),
        (CZECH, "cp1250", "cs"),
        (CZECH, "iso8859_2", "cs"),
        (POLISH, "cp1250", "pl"),
        (POLISH, "iso8859_2", "pl"),
        (HUNGARIAN, "cp1250", "hu"),
    ],
)
def test_undeclared_charset_is_found_whatever_language_the_page_claims(
    text: str, charset: str, own: str, lang: str
) -> None:
    menu = "<p>News, business, culture and sport in short, from morning to night.</p>" * 20
    html = page(menu + text, lang=own if lang == "own" else lang)
    assert decoded(html.encode(charset)) == html


@pytest.mark.parametrize(
    ("word", "charset", "lang"),
    [
        ("Łódź", "iso8859_2", "pl"),
        ("Łódź", "cp1250", "pl"),
        ("déjà", "cp1252", "fr"),
        ("café – “no”", "cp1252", "en"),
        ("café – “no”", "cp1252", ""),
    ],
)
def test_language_tells_the_charset_of_a_single_word(word: str, charset: str, lang: str) -> None:
    html = page(f"The harbour opened again on Sunday, said Maja of {word}.", lang=lang)
    assert decoded(html.encode(charset)) == html


@pytest.mark.parametrize(
    "before",
    [
        "<!-- <meta charset=iso-8859-5> -->",
        "<script>var head = '<meta charset=iso-8859-5>'</script>",
        "<style>/* <meta charset=iso-8859-5> */</style>",
        "<title>What <meta charset=iso-8859-5> is for</title>",
        "<meta name=description content='On charset=iso-8859-5 and others'>",
        f"<script>{'x = 1; ' * 4000}</script>",
    ],
)
def test_charset_is_the_one_of_the_real_meta_element(before: str) -> None:
    html = page(JAPANESE, f"{before}<meta charset=shift_jis>")
    assert decoded(html.encode("shift_jis")) == html


def test_damaged_character_does_not_cost_the_declared_charset() -> None:
    html = page(TAIWANESE * 5, "<meta charset=big5>").encode("big5")
    assert TAIWANESE in decoded(html.replace(b"</body>", b"\xff \x81</body>"))


def test_page_whose_attributes_alone_are_not_ascii_is_read() -> None:
    html = page("Night bus", f"<meta property=og:title content='{RUSSIAN}'>")
    assert decoded(html.encode("cp1251")) == html
