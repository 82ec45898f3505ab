"""Pages whose markup is broken are read as a browser reads them."""

from crawler.extraction.article import extract_article
from crawler.profiles.profile import GENERIC

URL = "https://herald.example/harbour"
TEXT = "".join(
    f"<p>The harbour of Northport reopened on {day}, a week after the storm had closed it.</p>"
    for day in ("Sunday", "Monday", "Friday")
)


def text_of(html: str) -> str:
    return extract_article(html, URL, GENERIC).text


def test_text_behind_the_end_of_the_page_is_read() -> None:
    html = f"<html><body><nav>Home</nav></body></html><article>{TEXT}</article>"
    assert len(text_of(html).splitlines()) == 3


def test_text_in_a_button_that_is_left_open_is_read() -> None:
    html = f"<html><body><header><button>Menu<div><article>{TEXT}</article></body></html>"
    assert len(text_of(html).splitlines()) == 3


def test_text_of_a_button_is_not_read() -> None:
    html = f"<html><body><article>{TEXT}<button>Subscribe to the Herald now</button></article>"
    assert text_of(html) == text_of(f"<html><body><article>{TEXT}</article>")
    assert len(text_of(html).splitlines()) == 3
