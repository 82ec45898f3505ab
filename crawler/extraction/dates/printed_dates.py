"""The texts that readers see as the article's date: by the headline, or called a date."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.dates.date_reader import DateReader
from crawler.extraction.fields.byline import lines_around_headline
from crawler.extraction.fields.headline import headline_element
from crawler.extraction.languages.date_labels import (
    is_called_changed,
    is_called_published,
    is_named_changed,
    labelled_parts,
)
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import strings
from crawler.extraction.page.text import letters, plain_line

_LABEL = 30  # characters
_MOST_WORDS = 6  # of letters, beside the date; a caption with a date in it has more
_MOST_WORDS_OF_HEADING = 2  # such as the weekday; one with more is a headline with a date in it
_LINES = 3  # that a date may be split into
_LONGEST = 80  # characters of a text that is a date with its label
_MOST_LOOKED_AT = 100  # elements named so, whatever is in them: hostile ones hold one another
_MOST_NAMED = 30  # of those with a date in them: a list of stories has more
_AROUND = 2  # elements around a date that may hold its label too
_DEEPEST = 50  # elements around a date that may be the readers' comments
_WORD = re.compile(r"[^\W\d_]\S*")  # of scripts with vowel signs too
_DIGIT = re.compile(r"\d")
_NAMED = re.compile(r"publish|posted|pub-?date|(?:^|[^a-z])date|dateline|timestamp")
_OF_DATES = re.compile(r"data-[\w-]*(?:time|date|publish)", re.I)  # an attribute's name
_FOR_SCRIPTS = re.compile(
    r"1\d{9}(?:\d{3})?|\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*"
)  # Unix time, ISO 8601
# Terms of RDFa: of publication, and of the last change.
_RDFA = (
    frozenset(
        "dc:created dc:issued dc:date dcterms:created dcterms:issued dcterms:date "
        "schema:datepublished schema:datecreated".split()
    ),
    frozenset("dc:modified dcterms:modified schema:datemodified".split()),
)
_OF_RDFA = ("span", "div", "p", "time")  # elements that CMS give their dates in
_HEADING = re.compile(r"h[1-6]$")
_ELSEWHERE = frozenset(("aside", "nav", "footer"))
_HOLDS_DATES = (
    *("time", "abbr", "p", "span", "div", "li", "dd", "em", "small", "strong"),
    *("h2", "h3", "h4", "h5", "h6"),
)
# What readers have written; a page that `has-comments` is no comment.
_OF_READERS = re.compile(
    r"(?<![\w-])(?!(?:has|no|with|without|show|hide|allow)[-_])"
    r"[\w-]*(?:comment|disqus|kommentar|komentar|comentari|guestbook)"
    r"(?![\w-]*(?:open|closed|off|count|link|number|enabled))",
    re.I,
)


def marked_dates(page: Page, changed: bool) -> list[Candidate[str]]:
    """Return the date that elements are marked to hold, [] if they hold several, as in a list.

    The marks are those of microdata outside of any item, of RDFa, as Drupal writes them, and of
    microformats' hAtom. changed says whether that of the last change is asked for.
    """
    name, mark = ("dateModified", "updated") if changed else ("datePublished", "published")
    found = [Candidate(text, f"microdata {name}") for text in strings(page.loose_data.get(name))]
    for element in page.once(_rdfa):
        terms = str(element.get("property")).lower().split()
        if not _RDFA[changed].isdisjoint(terms):
            found.append(Candidate(str(element.get("content")), f"RDFa {terms[0]}"))
    for element in page.elements("time", "abbr")[:_MOST_LOOKED_AT]:
        marks = (element.get("class") or "").split()
        if mark in marks and not (changed and "published" in marks):
            is_stated = element.get("datetime") or element.get("title")
            if is_stated and not is_of_readers(page, element):
                found.append(Candidate(time_text(element), f"<{element.tag} {mark}>"))
    return found[:1] if len({candidate.value for candidate in found}) == 1 else []


def _rdfa(page: Page) -> list[HtmlElement]:
    dated = (e for e in page.tree.iter(*_OF_RDFA) if e.get("property") and e.get("content"))
    return [*islice(dated, _MOST_LOOKED_AT)]


def lines_by_headline(page: Page, reader: DateReader, changed: bool) -> Iterator[Candidate[str]]:
    """Yield the texts around the headline that may be its date, or that of its last change."""
    lines = lines_around_headline(page)
    label = ""  # a line that may say what the next one is
    for at, (text, element) in enumerate(lines):
        before = label
        label = text if len(text) <= _LABEL and not _DIGIT.search(text) else ""
        time = next((e for e in (element, element.getparent()) if _is_time(e)), None)
        if (time is None and not _DIGIT.search(text)) or is_of_readers(page, element):
            continue
        is_marked = is_named_changed(_names(element) + (_names(time) if time is not None else ""))
        if time is not None and (is_marked or is_called_changed(f"{before} {text}")) == changed:
            yield Candidate(time_text(time), "<time>")
        whole = " ".join([before, *(line.text for line in lines[at : at + _LINES])])
        for part in labelled_parts(f"{before} {text}"):
            is_asked = (part.is_change or is_marked) == changed
            own = part.text[max(0, len(before) + 1 - part.start) :]
            if is_asked and _is_date_line(page, reader, own, element):
                following = next(labelled_parts(whole[part.start :]))
                yield Candidate(following.text, "line by the headline")


def called_dates(page: Page) -> Iterator[Candidate[str]]:
    """Yield the texts that a label calls the date of publication, or, if none, an element's name.

    What they say may be the date of another story: they count if all say the same.
    """
    dates = list(islice(_date_elements(page), _MOST_NAMED))
    labelled = [element for element in dates if is_called_published(_with_label(element))]
    for element in labelled or (element for element in dates if not _is_elsewhere(element)):
        yield Candidate(_without_label(element), "text called a date")


def time_text(element: HtmlElement) -> str:
    """Return the date that an element states for machines, else the one that it shows."""
    stated = element.get("datetime") or element.get("content")
    if not stated and element.tag == "abbr":  # microformats' hAtom
        stated = element.get("title")
    if not stated:  # of which a script makes "2 hours ago"
        stated = next((value for name, value in element.items() if _is_stated(name, value)), None)
    return stated or plain_line(str(element.text_content()))


def _is_stated(name: str, value: str) -> bool:
    """Return whether an attribute of the page's own states an instant for its scripts."""
    return bool(_OF_DATES.match(name) and _FOR_SCRIPTS.fullmatch(value.strip()))


def _is_date_line(page: Page, reader: DateReader, text: str, element: HtmlElement) -> bool:
    """Return whether a text is little more than a date, and no part of a headline."""
    if not _DIGIT.search(text):
        return False
    found = reader.moment(text)
    words = len(_WORD.findall(found.rest if found else text))
    holders = (element, *islice(element.iterancestors(), _AROUND))
    if not any(_HEADING.match(holder.tag) for holder in holders):
        return words <= _MOST_WORDS
    return found is not None and words <= _MOST_WORDS_OF_HEADING and not _is_in_title(page, text)


def _is_in_title(page: Page, text: str) -> bool:
    titles = [*page.meta.get("og:title", ())]
    if page.title is not None:
        titles.append(page.title.text_content())
    return any(letters(text) in letters(title) for title in titles)


def _date_elements(page: Page) -> Iterator[HtmlElement]:
    named = (
        element
        for element in page.tree.iter(*_HOLDS_DATES)
        if element.tag == "time" or _is_named(element.get("class"), element.get("id"))
    )
    for element in islice(named, _MOST_LOOKED_AT):
        text = plain_line(str(element.text_content()))
        if not (len(text) <= _LONGEST and _DIGIT.search(text)) or is_of_readers(page, element):
            continue
        if not is_named_changed(_names(element)) and not is_called_changed(_with_label(element)):
            yield element


@lru_cache(maxsize=20_000)
def _is_named(*names: str | None) -> bool:
    """Return whether an element of this class and id is called a date."""
    return bool(_NAMED.search(" ".join(name for name in names if name).lower()))


def _names(element: HtmlElement) -> str:
    return " ".join(element.get(name, "") for name in ("class", "id", "itemprop", "itemtype"))


def _is_elsewhere(element: HtmlElement) -> bool:
    return any(outer.tag in _ELSEWHERE for outer in element.iterancestors())


def is_of_readers(page: Page, element: HtmlElement) -> bool:
    """Return whether an element is in what readers wrote about the article."""
    around = page.once(_around_headline)
    for holder in islice((element, *element.iterancestors()), _DEEPEST):
        if holder in around:
            return False
        if _OF_READERS.search(_names(holder)):
            return True
    return False


def _around_headline(page: Page) -> frozenset[HtmlElement]:
    """Return the headline's element and all that it is in, else the page's body."""
    headline = headline_element(page)
    if headline is None:
        return frozenset(page.tree.iter("html", "body"))
    return frozenset((headline, *headline.iterancestors()))


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
    parts = [part.text for part in labelled_parts(time_text(element)) if not part.is_change]
    return next((part for part in parts if _DIGIT.search(part)), "")


def _is_time(element: HtmlElement | None) -> bool:
    if element is None:
        return False
    return element.tag == "time" or (
        element.tag == "abbr" and bool(_DIGIT.search(element.get("title", "")))
    )
