"""Names of people and desks, separated from what bylines print around them."""

import re
from collections.abc import Iterable
from functools import cache

from babel.core import Locale, get_global

from crawler.extraction.languages import any_of, words
from crawler.extraction.page.text import plain_line

Names = tuple[str, ...]

_BEFORE = re.compile(rf"^(?:{any_of('byline')})(?:\s*[:：|／/]\s*(?:记者|記者)?\s*|\s+|$)", re.I)
_BYLINE_GLUED = re.compile(r"^By(?=[A-Z][a-z])")
_BETWEEN = re.compile(
    rf"\s*(?:[,;|/&•·、،]|\s\(?(?:{any_of('and', 'with')})\s(?=\s*[^\W\d_]))\s*", re.I
)
_AND_FIRST = re.compile(rf"^\(?(?:{any_of('and', 'with')})\s+")  # Ann, Bo, and Cy
_CREDITED = re.compile(
    r"\(?\b(?:image|photo|picture|bild|foto|grafik|illustration)s?\b\s*(?:credit\s*)?:[^()]*\)?"
    r"|\s(?:[图圖]片?|[摄攝]影)\s*[:：／/].*",
    re.I,
)
_ADDRESS = re.compile(r"\(?\S+@\S+\.\w+\)?|https?://\S+|(?:^|\s)@\w+")
_INITIALS = re.compile(r"\s*\((?:[a-z]{1,5}\.?|[A-Z]{1,4})\)$")  # a newsroom's sign for the writer
_DATE = re.compile(
    r"[\s,|•·–-]*\b(?:\d|(?:updated|published|last)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d).*$",
    re.I,
)
_CREDENTIAL = re.compile(
    r"^(?:M\.?D|Ph\.?\s?D|D\.?V\.?M|R\.?[DN]|J\.?D|[MB]\.?[AS]c?|C\.?P\.?A|D\.?[OD]\.?S?|Esq|[JS]r|"
    r"MBA|MPH|RDN|LCSW|(?:CFP|CEPF|CFA|CPA|ChFC)®?|CISSP|CISM|CSCS|[CP]PP|PSP|PMP|SHRM-CP|P\.?Eng|"
    r"FA[A-Z]{2,3}|I{2,3})\.?$"
)
_ROLE = re.compile(rf"\b(?:{any_of('job')})s?\b", re.I)
_NOBODY = re.compile(rf"(?:{any_of('nobody')}|[\w-]*(?:\.[\w-]+){{2,}})", re.I)
_NO_NAME = re.compile(r"[{}<>|$%=\[\]\\]|#\w*#")  # of templates that nobody filled in
_BRACKETS = ("()", "（）", "【】")  # half of one is left of more than a name
_BEFORE_DATE = re.compile(rf"\s(?:{any_of('on_day')})$", re.I)
# Of Chinese papers: the paper, the reporters, the place, as in 【某报╱记者张三／某地报道】.
_REPORTERS = re.compile(
    r"(?:[（(【〔\[].{0,12}|^)(?:记者|記者)[\s:：]*(\w{2,4}(?:[、\s]\w{2,4})*)(?=[╱／/】）)〕\]])"
)
_ASKS = re.compile(r"[?？]\W*$")  # as a reporter's question does, and no byline
_ORGANISATION = re.compile(
    r"\b(?:agenc\w+|associat\w+|broadcast\w+|bureau|company|corporation|council|"
    r"desk|editorial|editors|foundation|gazette|gmbh|group|herald|inc|institute|limited|ltd|llc|"
    r"magazine|media|ministry|network|news|newsroom|office|organi[sz]ation|press|"
    r"publishing|redac\w+|redak\w+|rédaction|service|staff|team|university|"
    r"zeitung|reuters|afp|dpa)\b|редакция|編集部|编辑部|편집부",
    re.I,
)
_BETWEEN_NAME_AND_PLACE = (",", "|", "·", "•", "/")
_IN_A_PLACE = re.compile(r"\s(?:in|from|for(?: the)?|aus|à|en|em)\s(?=[A-ZÀ-ÖØ-Þ]).*$")
_CONNECTORS = frozenset((*",;/&", *words("and")))
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST = 60  # characters of one name
_MOST_WORDS = 7


def names_in(lines: Iterable[str]) -> Names:
    """Return the single names that lines such as `By Ann Lee and Bo Ek, Reuters` hold."""
    names: list[str] = []
    for line in lines:
        if _ASKS.search(line):
            continue
        if reporters := _REPORTERS.search(plain_line(line)):
            line = "、".join(reporters[1].split())
        line = _CREDITED.sub(" ", _BYLINE_GLUED.sub("By ", plain_line(line)))
        line = _ADDRESS.sub(" ", line)
        line = _BEFORE.sub("", line.strip(" ,;|•·-–—\"“”'"))
        between, start, in_line = "", 0, False
        for mark in (*_BETWEEN.finditer(line), None):
            part = line[start : mark.start() if mark else None]
            if start and (joined := _AND_FIRST.match(part)):
                part, between = part[joined.end() :], joined[0]
            name = _without_place(_INITIALS.sub("", _unwrapped(_without_date(part))))
            if names and _CREDENTIAL.match(name):
                names[-1] = f"{names[-1]}, {name}"
            elif in_line and between in _BETWEEN_NAME_AND_PLACE and _is_place_of(names[-1], name):
                pass
            elif is_name(name) and not (names and _ROLE.search(name)):
                names.append(name)
                in_line = True
            if mark:
                between, start = mark[0].strip(), mark.end()
    return tuple(dict.fromkeys(names))


def _is_place_of(person: str, text: str) -> bool:
    """Return whether what follows a person's name is where they write from: `Ann Lee, Köln`.

    A single word is no name of a second person whose list begins with whole names.
    """
    if _IN_A_PLACE.match(f" {text}"):
        return is_person(person)
    is_cased = text.lower() != text.upper()
    is_one = is_cased and (len(text.split()) == 1 or is_place(text))
    return is_one and is_person(person) and not is_organisation(text)


def _without_place(text: str) -> str:
    """Return a person's name without the place behind it, such as in `Ann Lee in London`."""
    name = _IN_A_PLACE.sub("", text)
    return name if name != text and is_person(name) else text


@cache
def _places() -> frozenset[str]:
    """Return the cities after which time zones are named, and English names of countries."""
    zones = get_global("zone_territories")
    cities = (zone.rpartition("/")[2].replace("_", " ") for zone in zones)
    countries = Locale("en").territories.values()
    return frozenset(name.casefold() for name in (*cities, *countries))


def is_place(text: str) -> bool:
    """Return whether a text is the English name of a country, or of a city with a time zone."""
    return text.casefold() in _places()


def _without_date(text: str) -> str:
    """Return what stands before a date, and before the word that introduces it."""
    before = _DATE.sub("", text)
    return _BEFORE_DATE.sub("", before) if before != text else text


def is_between_names(text: str) -> bool:
    """Return whether a text stands between two names of a list, such as a comma or `and`."""
    return text.casefold() in _CONNECTORS


def without_by(text: str) -> str | None:
    """Return what follows a byline's `By`, "" if nothing does, None if it has none."""
    text = _BYLINE_GLUED.sub("By ", text)
    found = _BEFORE.match(text)
    return text[found.end() :] if found else None


def is_name(text: str) -> bool:
    """Return whether a text may be the name of a person or a desk."""
    return bool(
        _LETTER.search(text)
        and len(text) <= _LONGEST
        and len(text.split()) <= _MOST_WORDS
        and not _NOBODY.fullmatch(text)
        and not _NO_NAME.search(text)
        and all(text.count(pair[0]) == text.count(pair[1]) for pair in _BRACKETS)
    )


def is_organisation(text: str) -> bool:
    """Return whether a text names a newsroom, an agency or another body by a word for one."""
    return bool(_ORGANISATION.search(text))


def is_person(text: str) -> bool:
    """Return whether a text looks like a person's name: two to four words, each a capital first.

    In scripts without capitals, every name has it.
    """
    words = text.replace("-", " ").split()
    if not text.isascii() and not any(char.isupper() or char.islower() for char in text):
        return is_name(text)
    return (
        2 <= len(text.split()) <= 4
        and is_name(text)
        and not _ROLE.search(text)
        and all(word[0].isupper() or word in _PARTICLES for word in words if word[0].isalpha())
        and not any(char.isdigit() or char in "!?:;|/&" for char in text)
    )


_PARTICLES = frozenset(
    "de da di do dos das del della der den van von zu la le el al bin ibn y e ter".split()
)


def _unwrapped(text: str) -> str:
    """Return the text without the signs around it, and without half of a pair of brackets."""
    text = text.strip(" ,:;|•·-–—\"“”'")
    if text.endswith("»") and "«" not in text:
        text = text.rstrip("» ")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    if text.count("(") > text.count(")"):
        text = text.lstrip("(") if text.startswith("(") else text[: text.rindex("(")]
    return (text.rstrip(")") if text.count(")") > text.count("(") else text).strip()
