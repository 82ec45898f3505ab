"""The lines of a page that stand above the text, or below it, and are about the page.

A date, the headline once more, what stands above the headline, the page's own address. Views made
for printers and pages of old have them in the text's own cell.
"""

import re
from collections.abc import Sequence
from urllib.parse import urljoin

from lxml.html import HtmlElement

from crawler.extraction.classifier.agreement import words
from crawler.extraction.classifier.prose import is_sentence
from crawler.extraction.classifier.wording import FULL_STOPS, width
from crawler.extraction.dates.date_reader import DateReader, date_reader
from crawler.extraction.fields.headline import headline_candidates
from crawler.extraction.fields.language import language_candidates
from crawler.extraction.furniture.furniture import REPEATED, Reasons
from crawler.extraction.languages.date_labels import is_called_changed, is_called_published
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.evidence import best
from crawler.extraction.page.links import is_same_site
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import letters

_DATE_LINE = 60  # characters of a line that is a date and nothing else
_WORDS_OF_LABEL = 5  # of a line that says how long ago it was
_WORDS_OF_DATE = 2  # beside day and time, such as "Published" or the day of the week
_PARTED = re.compile(r"[|·•,،、]|\s[-–—]\s|\d[:.]\d\d\b(?![.\d])")  # or with a time of day
_BY_HEADLINE = 40  # width of the same in the line below the headline: a name and its label
# A day of the Islamic calendar, which papers in Arabic print beside that of the other.
_HIJRI = re.compile(
    r"\d{1,2}[\s/-]+(?:محرم|صفر|ربيع \S+|جماد[ىي] \S+|رجب|شعبان|رمضان|شوال|ذ[وي] (?:القعدة|الحجة))"
    r"[\s/-]+\d{4}(?:\s*هـ?)?"
)
_ABOVE = 3  # lines above a headline
_ADDRESS = re.compile(r"(?:\W*[^\W\d_]{1,20}\s*[:：]\s*)?<?((?:https?://|www\.)\S+?)>?")
_LONGEST = 400  # characters of a line that may be a headline and a date


def drop_first_lines(
    page: Page, blocks: Sequence[PageBlock], reasons: Reasons, headline: HtmlElement | None
) -> None:
    """Drop the lines that are about the page: reasons are those of the blocks."""
    kept = [n for n, reason in enumerate(reasons) if reason is None]
    if not kept:
        return
    _drop_above(blocks, reasons, kept, headline)
    for n in {kept[0], kept[-1]}:
        if reasons[n] is None and _is_own_address(page, blocks[n]):
            reasons[n] = "says where the page is"
    _drop_dates(page, blocks, reasons)


def _drop_above(
    blocks: Sequence[PageBlock],
    reasons: Reasons,
    kept: Sequence[int],
    headline: HtmlElement | None,
) -> None:
    """Drop the lines above an h1 that are no sentence and no kicker: the site's name, a motto."""
    if headline is None or headline.tag != "h1":
        return
    own = {headline, *headline.iterdescendants()}
    shown = next((n for n, block in enumerate(blocks) if block.element in own), 0)
    above = [n for n in kept if n < shown]
    if len(above) <= min(_ABOVE, len(kept) - 1) and not any(
        is_sentence(blocks[n]) or blocks[n].heading_level for n in above
    ):
        for n in above:
            reasons[n] = "above the headline"


def _is_own_address(page: Page, block: PageBlock) -> bool:
    """Return whether a line is an address on the page's own site and nothing else."""
    found = _ADDRESS.fullmatch(block.text)
    if found is None:
        return False
    address = found[1] if "://" in found[1] else f"http://{found[1]}"
    try:
        return is_same_site(urljoin(page.url, address), page.url, page.profile.domains)
    except ValueError:
        return False


def _drop_dates(page: Page, blocks: Sequence[PageBlock], reasons: Reasons) -> None:
    """Drop the lines above the text that are a date, or headline and date, and nothing else."""
    own: DateReader | None = None  # in the languages that the page declares
    of_text: DateReader | None = None  # in that of its text
    for n, block in enumerate(blocks):
        if reasons[n] is None:
            text = _without_headline(page, block)
            if not text:
                reasons[n] = REPEATED
                continue
            if len(text) > _DATE_LINE or not any(map(str.isdigit, text)):
                if not block.heading_level:
                    return
                continue
            own = own or date_reader(page)
            is_below = _is_below_headline(n, reasons, text)
            if _is_date(own, text, is_below) or _is_called_date(text):
                reasons[n] = "date"
                continue
            of_text = of_text or date_reader(page, _language_of_text(page, blocks, reasons))
            if of_text.languages != own.languages and _is_date(of_text, text, is_below):
                reasons[n] = "date"


def _is_date(reader: DateReader, text: str, is_below_headline: bool) -> bool:
    found = reader.moment(text)
    if found is None:
        return False
    rest = _HIJRI.sub(" ", found.rest)
    is_parted = is_below_headline and bool(_PARTED.search(text))
    if is_parted and width(" ".join(rest.split())) <= _BY_HEADLINE:
        return True
    return len(words(rest)) <= _WORDS_OF_DATE


def _is_below_headline(n: int, reasons: Reasons, text: str) -> bool:
    return n > 0 and reasons[n - 1] == REPEATED and text[-1:] not in FULL_STOPS


def _language_of_text(page: Page, blocks: Sequence[PageBlock], reasons: Reasons) -> str | None:
    kept = (block.text for block, reason in zip(blocks, reasons, strict=True) if reason is None)
    return best(language_candidates(page, "\n".join(kept)))


def _without_headline(page: Page, block: PageBlock) -> str:
    """Return a block's text without the line that is the headline, if it has several lines."""
    lines = block.text.split("\n")
    if len(lines) == 1 or len(block.text) > _LONGEST:
        return block.text
    own = letters(best(page.once(headline_candidates)) or "")
    return "\n".join(line for line in lines if letters(line) != own)


def _is_called_date(text: str) -> bool:
    """Return whether a line says when the page was published or changed, such as "2 hours ago"."""
    is_named = is_called_published(text) or is_called_changed(text)
    return is_named and len(words(text)) <= _WORDS_OF_LABEL and text[-1:] not in FULL_STOPS
