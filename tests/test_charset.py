"""Bytes to UTF-8: declared rightly, wrongly or not at all."""

import pytest

from crawler.extraction.charset import utf8

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
