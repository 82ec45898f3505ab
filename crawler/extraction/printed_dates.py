"""The texts that readers see as the article's date: by the headline, or called a date."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.byline import lines_around_headline
from crawler.extraction.evidence import Candidate
from crawler.extraction.page import Page
from crawler.extraction.text import plain_line

_LABEL = 30  # characters
_MOST_WORDS = 6  # of letters, in a date line; a caption with a date in it has more
_LONGEST = 80  # characters of a text that is a date with its label
_MOST_LOOKED_AT = 100  # elements named so, whatever is in them: hostile ones hold one another
_MOST_NAMED = 30  # of those with a date in them: a list of stories has more
_AROUND = 2  # elements around a date that may hold its label too
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_CHANGED = re.compile(
    r"updat|modif|chang|edited|aktualis|geändert|mis à jour|actualiz|atualiz|aggiornat|bijgewerkt|"
    r"oppdatert|opdateret|uppdaterad|päivitetty|zaktualizowan|aktualizov|обновлен|оновлен|güncelle|"
    r"diperbarui|cập nhật|更新|수정|最終更新|آخر تحديث|به‌روز|अपडेट|អាប់ដេត|อัปเดต",
    re.I,
)
_PUBLISHED = re.compile(
    r"publish|posted|veröffentlicht|erschienen|publié|mis en ligne|publicad|publicat|pubblicat|"
    r"gepubliceerd|publicer|publiser|julkaistu|opublikowan|publikov|zveřejněn|опубликован|"
    r"опубліковано|yayın|diterbitkan|đăng|发布|發布|公開|게시|نشر|منتشر|प्रकाशित|เผยแพร่",
    re.I,
)
_REST_OF_LABEL = re.compile(r"^\w*(?:\s+(?:on|am|le|el|em|il|op|den))?\s*:?\s*", re.I)
_NAMED = re.compile(r"publish|posted|pub-?date|(?:^|[^a-z])date|dateline|timestamp")
_ELSEWHERE = frozenset(("aside", "nav", "footer"))


def lines_by_headline(page: Page, changed: bool) -> Iterator[Candidate[str]]:
    """Yield the texts around the headline that may be its date, or that of its last change."""
    lines = lines_around_headline(page)
    label = ""  # a line that may say what the next one is
    for at, (text, element) in enumerate(lines):
        is_of_change = bool(_CHANGED.search(f"{label} {text}"))
        label = text if len(text) <= _LABEL and not _DIGIT.search(text) else ""
        if is_of_change != changed:
            continue
        time = next((e for e in (element, element.getparent()) if _is_time(e)), None)
        if time is not None:
            yield Candidate(time_text(time), "<time>")
        if _DIGIT.search(text) and len(_WORD.findall(text)) <= _MOST_WORDS:
            yield Candidate(
                " ".join(line.text for line in lines[at : at + 3]), "line by the headline"
            )


def called_dates(page: Page) -> Iterator[Candidate[str]]:
    """Yield the texts that a label calls the date of publication, or, if none, an element's name.

    What they say may be the date of another story: they count if all say the same.
    """
    dates = list(islice(_date_elements(page), _MOST_NAMED))
    labelled = [element for element in dates if _PUBLISHED.search(_with_label(element))]
    for element in labelled or (element for element in dates if not _is_elsewhere(element)):
        yield Candidate(_without_label(element), "text called a date")


def _date_elements(page: Page) -> Iterator[HtmlElement]:
    named = (
        element
        for element in page.tree.iter("time", "p", "span", "div", "li", "dd")
        if element.tag == "time" or _is_named(element.get("class"), element.get("id"))
    )
    for element in islice(named, _MOST_LOOKED_AT):
        text = plain_line(str(element.text_content()))
        is_short = len(text) <= _LONGEST and _DIGIT.search(text)
        if is_short and not _CHANGED.search(_with_label(element)):
            yield element


@lru_cache(maxsize=20_000)
def _is_named(*names: str | None) -> bool:
    """Tell whether an element of this class and id is called a date."""
    return bool(_NAMED.search(" ".join(name for name in names if name).lower()))


def _is_elsewhere(element: HtmlElement) -> bool:
    return any(outer.tag in _ELSEWHERE for outer in element.iterancestors())


def _with_label(element: HtmlElement) -> str:
    """Return the element's text, with what stands by it as long as that is short."""
    text = plain_line(str(element.text_content()))
    for outer in islice(element.iterancestors(), _AROUND):
        longer = plain_line(str(outer.text_content()))
        if len(longer) > _LONGEST:
            break
        text = longer
    return text


def _without_label(element: HtmlElement) -> str:
    text = time_text(element)
    label = _PUBLISHED.search(text)
    return _REST_OF_LABEL.sub("", text[label.end() :]) if label else text


def _is_time(element: HtmlElement | None) -> bool:
    return element is not None and element.tag == "time"


def time_text(element: HtmlElement) -> str:
    """Return the date that a time element states, else the one that it shows."""
    stated = element.get("datetime") or element.get("content")
    return stated or plain_line(str(element.text_content()))
