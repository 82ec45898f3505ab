"""Names of people and desks, separated from what bylines print around them."""

import re
from collections.abc import Iterable

from crawler.extraction.languages import any_of, words
from crawler.extraction.page.text import plain_line

Names = tuple[str, ...]

_BEFORE = re.compile(rf"^(?:{any_of('byline')})(?:\s*[:：|]\s*|\s+|$)", re.I)
_BYLINE_GLUED = re.compile(r"^By(?=[A-Z][a-z])")
_BETWEEN = re.compile(
    rf"\s*(?:[,;|/&•·、،]|\s(?:{any_of('and', 'with')})\s(?=\s*[^\W\d_]))\s*", re.I
)
_CREDITED = re.compile(
    r"\(?\b(?:image|photo|picture|bild|foto|grafik|illustration)s?\b\s*(?:credit\s*)?:[^()]*\)?",
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
    r"MBA|MPH|RDN|LCSW|CFP®?|CSCS|FA[A-Z]{2,3}|I{2,3})\.?$"
)
_ROLE = re.compile(
    r"\b(?:editor|writer|reporter|correspondent|columnist|director|expert|contributor|journalist|"
    r"author|producer|analyst|founder|specialist|manager|photographer|"
    r"redakteur(?:in)?|korrespondent(?:in)?|"
    r"dietitian|strategist|consultant|coordinator|professor|chief|head of)s?\b",
    re.I,
)
_NOBODY = re.compile(
    r"^(?:admin(?:istrator)?|null|undefined|none|unknown|anonymous|guest|root|webmaster|n/?a|"
    r"(?:the )?author|view all posts.*|more (?:about|by|from).*|read more.*|follow.*|"
    r"[\w-]*(?:\.[\w-]+){2,})$",
    re.I,
)
_CONNECTORS = frozenset((*",;/&", *words("and")))
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST = 60  # characters of one name
_MOST_WORDS = 7


def names_in(lines: Iterable[str]) -> Names:
    """Return the single names that lines such as `By Ann Lee and Bo Ek, Reuters` hold."""
    names: list[str] = []
    for line in lines:
        line = _CREDITED.sub(" ", _BYLINE_GLUED.sub("By ", plain_line(line)))
        line = _ADDRESS.sub(" ", line)
        line = _BEFORE.sub("", line.strip(" ,;|•·-–—\"“”'"))
        for part in _BETWEEN.split(line):
            name = _INITIALS.sub("", _unwrapped(_DATE.sub("", part)))
            if names and _CREDENTIAL.match(name):
                names[-1] = f"{names[-1]}, {name}"
            elif is_name(name) and not (names and _ROLE.search(name)):
                names.append(name)
    return tuple(dict.fromkeys(names))


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
        and not _NOBODY.match(text)
    )


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
    text = text.strip(" ,:;|•·-–—\"“”'")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    return text.rstrip(")") if text.count(")") > text.count("(") else text
