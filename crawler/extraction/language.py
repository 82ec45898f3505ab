"""The language of an article: identified from its text, checked against what the page declares."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from crawler.extraction.evidence import Candidate
from crawler.extraction.page import Page

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_CODE = re.compile(r"^([a-z]{2})(?:[-_][a-z0-9]+)*$", re.I)
_SAMPLE = 2000  # characters: more does not change the answer
_ENOUGH = 200  # characters: a shorter text trusts the declaration
_SURE = 0.9  # of 1, below which the text does not speak against the declaration
# Languages that the model takes for each other: between them, the page is believed.
_ALIKE = [
    frozenset(codes.split())
    for codes in (
        "no nb nn da sv",
        "id ms jv",
        "hr sr bs sl",
        "zu xh sw rw",
        "cs sk",
        "gl pt es",
        "hi mr ne",
        "af nl",
        "ur fa ar ps",
        "be ru uk",
        "fr oc wa",
        "es ca an",
    )
]
_NOW_CALLED = {"iw": "he", "in": "id", "ji": "yi", "nb": "no", "nn": "no", "jw": "jv"}


def language_candidates(page: Page, text: str) -> list[Candidate[str]]:
    """Return the codes, ISO 639-1, that text and page give, the most credible first.

    text is the article's body.
    """
    declared = _declared(page)
    said = declared[0].value if declared else page.profile.language
    sample = text[:_SAMPLE]
    if said and len(sample) < _ENOUGH:
        return declared or [Candidate(said, "profile")]
    if len(sample.split()) < 3 and len(sample) < 20:
        return declared
    code, share = _identifier().classify(sample)
    found = Candidate(_NOW_CALLED.get(code, code), "text")
    trusted = said == found.value or share < _SURE or any({said, code} <= alike for alike in _ALIKE)
    return [*declared, found] if said and trusted else [found, *declared]


def _declared(page: Page) -> list[Candidate[str]]:
    values = [
        (page.tree.get("lang"), "html lang"),
        (page.tree.get("{http://www.w3.org/XML/1998/namespace}lang"), "html xml:lang"),
        (page.tree.get("xml:lang"), "html xml:lang"),
        *page.stated("inLanguage"),
        *page.meta_candidates("og:locale", "content-language", "language", "dc.language"),
    ]
    found = [
        (_CODE.match(value.strip()), origin) for value, origin in values if isinstance(value, str)
    ]
    codes = [(code[1].lower(), origin) for code, origin in found if code]
    return [Candidate(_NOW_CALLED.get(code, code), origin) for code, origin in codes]


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import (
        MODEL_FILE,
        LanguageIdentifier,
    )  # takes 0.3 s, and few pages need it

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
