"""A page says that its article was corrected, shortened or withdrawn."""

import pytest

from crawler.extraction.fields.notice import correction_notice
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC
from tests.support.articles import paragraph

TEXT = "Ferries between the islands sail again from Monday, the harbour said."


def notice(*lines: str, head: str = "", language: str | None = None) -> str | None:
    page = read_page(f"<html><head>{head}</head><body>", "https://herald.example/a", GENERIC)
    assert page is not None
    return correction_notice(page, tuple(map(paragraph, lines)), language)


@pytest.mark.parametrize(
    "line",
    [
        "Correction: an earlier version gave the wrong day.",
        "Editor’s note: the passage on the captain has been taken out.",
        "This article was withdrawn on Tuesday at the request of the court.",
        "Berichtigung: In einer früheren Fassung stand ein falscher Tag.",
        "Dieser Beitrag wurde aus rechtlichen Gründen gekürzt.",
        "Rectificatif : une première version indiquait un autre jour.",
        "Fe de errores: en la primera versión figuraba otro día.",
        "Эта статья была удалена по решению суда.",
        "Sprostowanie: w pierwszej wersji podano inny dzień.",
        "本文已更正:前一版本的日期有误。",
        "訂正:前の版では日付が誤っていました。",
        "تصحيح: ورد في نسخة سابقة يوم آخر.",
    ],
)
def test_a_paragraph_at_either_end_says_so(line: str) -> None:
    assert notice(line, TEXT) == line
    assert notice(*[TEXT] * 8, line) == line


@pytest.mark.parametrize(
    "line",
    [
        "The mayor was removed from office and the report on him will follow.",
        "Prices fell, a correction that many had expected.",
        f"Correction: {TEXT * 20}",
    ],
)
def test_what_only_sounds_like_it_is_none(line: str) -> None:
    assert notice(line, TEXT) is None


def test_a_notice_in_the_middle_of_the_text_is_of_something_else() -> None:
    line = "Correction: an earlier version gave the wrong day."
    assert notice(*[TEXT] * 4, line, *[TEXT] * 4) is None


def test_structured_data_may_say_so() -> None:
    data = '{"@type": "NewsArticle", "correction": {"@type": "CorrectionComment", "text": "No."}}'
    head = f'<script type="application/ld+json">{data}</script>'
    assert notice(TEXT, head=head) == "No."


@pytest.mark.parametrize("language", ["pl", "en", "xx", None])
def test_it_is_in_the_texts_language_or_in_english(language: str | None) -> None:
    english = "This article was withdrawn on Tuesday at the request of the court."
    polish = "Sprostowanie: w pierwszej wersji podano inny dzień."
    assert notice(english, TEXT, language=language) == english
    assert (notice(polish, TEXT, language=language) == polish) is (language != "en")
