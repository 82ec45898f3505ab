"""Authors as readers see them: by the headline, in links and cards, or in a line that signs."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.fields.byline import Line, lines_around_headline
from crawler.extraction.fields.names import (
    Names,
    is_between_names,
    is_organisation,
    is_person,
    is_place,
    names_in,
    without_by,
)
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page
from crawler.extraction.page.surroundings import GROUPS, groups_of
from crawler.extraction.page.text import plain_line

_BYLINE = re.compile(
    r"by-?line|author|autor|auteur|verfasser|writer|reporter|contributor|journalist|redacteur|"
    r"forfatter|yazar|penulis|signature|submitted",
    re.I,
)
_PICTURES = re.compile(
    r"media-?(?:box|info)|image|photo|picture|caption|figure|video|comment", re.I
)
_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|in|es)?|auteurs?|people|profile|profil|staff|by|team|journalists?|writers?|"
    r"contributors?|redaktion|redakteure|forfatter|yazar(?:lar)?|person|reporter)s?/",
    re.I,
)
_TASK = (
    r"(?:(?:review|edit|check|photo|illustrat|translat|übersetz|foto|bild|grafik)\w*"
    r"\s(?:by|von|par|por)|(?:photo|image|foto|bild|picture)s?\s*:|(?<=[\u4e00-\u9fff])\s?[摄攝]\W*$)"
)
_OTHER_TASK = re.compile(_TASK, re.I)
_ENDS_IN_TASK = re.compile(rf"(?:.*\b)?{_TASK}\W*", re.I)
_SIGNED = ("p", "div", "span", "em", "strong", "b", "i", "td", "small", "address")
_SIGNATURE = 80  # characters of a line that names a story's authors
_MOST_LINES = 200  # of a page that begin as one may
_DEEPEST = 50
_STRANGERS = sum(1 << GROUPS.index(group) for group in ("comment", "related", "sidebar"))
_WITHOUT_TIME = re.compile(r"\s+(?:at|@|um|à|a las)?\s*\d.*$", re.S)
_BARS = re.compile(r"\s[-–—]\s|\s*[|·•»/]\s*")  # between a name and a date
_WHEN = re.compile(r"\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d{2}\b")
_JOB = re.compile(r",\s+(?:[^\W\d_]+\s?){1,3}$")  # behind a name
_GAP = 4  # lines without a name, behind which the byline is over
_NEAR = 2  # elements around a name that may say what it is
_MOST = 8  # names
_MOST_IN_LINE = 5  # elements beside a label that may be an author's
_OF_CARDS = ("a", "b", "cite", "span", "strong")  # elements that hold a name in an hCard


def printed_authors(page: Page) -> Iterator[Candidate[Names]]:
    """Yield the authors that the page shows: a list for each kind of place, () if it has none."""
    yield Candidate(_printed_names(page), "byline")
    yield Candidate(names_in(_linked(page)), "rel=author")
    yield Candidate(_signed_names(page), "line that begins as a byline")
    yield Candidate(_card_names(page), "hCard of the post")


def _linked(page: Page) -> list[str]:
    links = (a for a in page.elements("a") if "author" in (a.get("rel") or "").split())
    return [str(link.text_content()) for link in links][:_MOST]


def _printed_names(page: Page) -> Names:
    """Return the names of the first byline among the lines around the headline."""
    names: list[str] = []
    before = ""  # the line before
    gap = 0  # lines since the last name
    lines = lines_around_headline(page)
    next_texts = [*(line.text for line in lines[1:]), ""]
    for line, following in zip(lines, next_texts[: len(lines)], strict=True):
        text = _without_other_task(line.text)
        after_by = without_by(text)
        found: Names = ()
        if text and not _ENDS_IN_TASK.fullmatch(before):
            if after_by or without_by(before) == "":
                found = tuple(filter(_starts_like_name, names_in([text])))
            elif after_by is None and (
                person := _beside_date(text) or _above_date(text, following)
            ):
                found = (person,)
            elif after_by is None and (people := _people_only(text)):
                goes_on = names and gap == 1 and is_between_names(before)
                found = people if goes_on or _is_authors(line) else ()
        names += found
        gap = 0 if found else gap + 1
        if names and gap == _GAP:
            break
        before = line.text
    return tuple(dict.fromkeys(names))[:_MOST]


def _signed_names(page: Page) -> Names:
    """Return the people whom a line anywhere names as a byline does; of several lines, none.

    Many papers sign a story at its end, and Blogger does so below it.
    """
    found: set[Names] = set()
    for element in islice(filter(_may_sign, page.tree.iter(*_SIGNED)), _MOST_LINES):
        text = _without_other_task(plain_line(str(element.text_content())))
        rest = without_by(text)
        if rest and len(text) <= _SIGNATURE:
            names = _people_only(_WITHOUT_TIME.sub("", rest))
            if names and min(map(len, names)) > 1 and not _is_elsewhere(element):
                found.add(names)
    return found.pop() if len(found) == 1 else ()


def _without_other_task(text: str) -> str:
    """Return a line up to where it names who edited it, or took its pictures: `By Ann, photos by`.

    "" where it names nobody before.
    """
    label = len(text) - len(without_by(text) or text)  # which may name two: Words and photos by
    other = _OTHER_TASK.search(text, label)
    if other is None:
        return text
    before = text[: other.start()].rstrip(" ,;|·•–-(")
    return before if without_by(before) or _people_only(before) else ""


def _beside_date(text: str) -> str:
    """Return the person whom a line names beside a date: `Ann Lee | 3 May 2024 | 120 views`.

    "" if it names none, or may name a place or a section. A person's name has a capital in each of
    its words; in scripts without capitals nothing tells it from a label.
    """
    parts = [part.strip() for part in _BARS.split(text)]
    names = [part for part in parts if part and not any(map(str.isdigit, part))]
    if len(parts) < 2 or len(names) != 1 or not any(map(_WHEN.search, parts)):
        return ""
    name = names_in(names)
    is_cased = names[0].lower() != names[0].upper()
    is_one = name == (names[0],) and is_cased and is_person(names[0]) and names[0][-1] != "."
    return names[0] if is_one and not (is_organisation(names[0]) or is_place(names[0])) else ""


def _above_date(text: str, following: str) -> str:
    """Return the person whom a line names with a job, above a date: `Ann Lee, baker`."""
    job = _JOB.search(text)
    if job is None or not job[0].islower() or not _WHEN.search(following):
        return ""
    name = text[: job.start()]
    return name if is_person(name) and not is_organisation(name) else ""


def _card_names(page: Page) -> Names:
    """Return the author whose card stands in the post, of several none.

    http://microformats.org/wiki/hatom, which Blogger's and WordPress's themes have.
    """
    named = (e for e in page.tree.iter(*_OF_CARDS) if "fn" in (e.get("class") or ""))
    cards = islice((e for e in named if "fn" in _classes(e)), _MOST)
    found = {
        names_in([str(card.text_content())])
        for card in cards
        if any("vcard" in _classes(e) for e in (card, *islice(card.iterancestors(), _NEAR)))
        and any("hentry" in _classes(e) for e in card.iterancestors())
        and not any(groups_of(e) & _STRANGERS for e in islice(card.iterancestors(), _NEAR))
    }
    return found.pop() if len(found) == 1 else ()


def _is_card(element: HtmlElement) -> bool:
    """Return whether an element holds an author's name and no more, as microformats mark it."""
    marks = (element.get("rel") or element.get("itemprop") or "").split()
    return "author" in marks or not {"fn", "author", "username"}.isdisjoint(_classes(element))


def _classes(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").split()


def _may_sign(element: HtmlElement) -> bool:
    """Return whether an element has a little text of its own, that begins as a byline may."""
    first = element.text or next((child.text for child in element.iterchildren()), None) or ""
    return 0 < len(first.strip()) <= _SIGNATURE and without_by(first.strip()) is not None


def _is_elsewhere(element: HtmlElement) -> bool:
    """Return whether what an element says is of readers, or of other stories."""
    around = (element, *islice(element.iterancestors(), _DEEPEST))
    return any(
        outer.tag in ("aside", "nav", "footer", "li", "figure", "figcaption")
        or _PICTURES.search(f"{outer.get('class')} {outer.get('id')}")
        or groups_of(outer) & _STRANGERS
        for outer in around
        if outer.tag not in ("body", "html")
    )


def _people_only(text: str) -> Names:
    """Return the people whom a line names, with no more than their jobs beside them."""
    names = names_in([text])
    return names if all(map(is_person, names)) else ()


def _starts_like_name(text: str) -> bool:
    return not text[0].islower()


def _is_authors(line: Line) -> bool:
    """Return whether the elements around a line mark it as an author's name.

    What stands beside an element that is marked so is its label, in whatever language.
    """
    if any(_is_card(inner) for inner in islice(line.element.iterdescendants(), _MOST_IN_LINE)):
        return False
    around = [line.element, *islice(line.element.iterancestors(), _NEAR)]
    classes = " ".join(element.get("class") or "" for element in around)
    if _PICTURES.search(classes):
        return False
    return bool(_BYLINE.search(classes)) or any(
        "author" in (element.get("rel") or element.get("itemprop") or "").split()
        or (element.tag == "a" and _AUTHORS_PAGE.search(element.get("href") or ""))
        for element in around
    )
