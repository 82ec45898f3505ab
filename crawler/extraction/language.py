"""The language of an article: what the page declares, checked against its text.

A text in a script that one language alone uses, or one with plainly more of a language's commonest
words than of any other's, needs no more. The others are identified by a model, which takes half a
second to unpack.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from crawler.extraction.evidence import Candidate
from crawler.extraction.page import Page

if TYPE_CHECKING:
    from crawler.extraction.language_model import LanguageModel

_CODE = re.compile(r"^([a-z]{2})(?:[-_][a-z0-9]+)*$", re.I)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 2000  # characters: more does not change the answer
_ENOUGH = 200  # characters: a shorter text trusts the declaration
_LEAST = 20  # characters: a shorter one says nothing
_SURE = 0.9  # of 1, below which the text does not speak against the declaration
_PLAIN = 0.1  # of a text's words; every text of the development sets in these languages has more
_DECLARED = 0.03
_AHEAD = 1.7  # times as many as the next language's; alike languages do not come so far apart
_COMMON = {
    "en": "the of and to that is with for on it by from have are this be",
    "de": "der die und das den von zu mit sich des auf für ist nicht ein eine dem im auch",
    "fr": "le la les de des et du une est dans que pour qui sur au plus par",
    "es": "el la los las de del que en y por con una para se al como",
    "it": "il di che la della per un una del con non sono gli nel dei",
    "pt": "de que do da em um para com não uma os na se dos por mais",
    "nl": "de het een van en in dat te is op voor met zijn niet aan",
    "sv": "och att det som en är på för av med inte den till har",
    "da": "og at det er en til af på for med ikke den der har",
    "no": "og det er en til av på for med ikke som har å",
    "fi": "ja on ei se että oli joka myös mutta kun ovat hän sen",
    "pl": "w na z do nie się że to jest od po jak są dla ma",
    "cs": "v na se je že s z do to za pro jako jsou ve ale",
    "hu": "a az és hogy nem is egy ez meg volt csak már még",
    "ro": "de și în la care cu nu pe din să au este mai fost",
    "tr": "ve bir bu da de için ile olarak olan daha çok sonra kadar",
    "id": "yang dan di dengan untuk dari ini itu dalam tidak pada akan juga",
    "vi": "và của là có các được trong cho không một với người đã",
    "ru": "и в на не с что по для как из о к это его",
    "uk": "і в на не з що та у за до як про від це",
    "ar": "في من على أن إلى التي عن مع هذا الذي",
    "fa": "و در به از که این را با است برای",
}
_SPEAK: dict[str, list[str]] = {}  # common word: the languages that have it
for _code, _words in _COMMON.items():
    for _word in _words.split():
        _SPEAK.setdefault(_word, []).append(_code)
# Scripts that one language of the press alone uses.
_SCRIPTS = {
    "ko": "\uac00-\ud7a3",
    "th": "\u0e01-\u0e5b",
    "km": "\u1780-\u17ff",
    "lo": "\u0e81-\u0eff",
    "my": "\u1000-\u109f",
    "el": "\u0370-\u03ff",
    "he": "\u0590-\u05ff",
    "ka": "\u10a0-\u10ff",
    "hy": "\u0530-\u058f",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "kn": "\u0c80-\u0cff",
    "ml": "\u0d00-\u0d7f",
    "gu": "\u0a80-\u0aff",
    "pa": "\u0a00-\u0a7f",
    "si": "\u0d80-\u0dff",
    "bn": "\u0980-\u09ff",
}
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u3041-\ud7a3]")  # where all of these scripts are
_KANA, _HAN = "[\u3041-\u30ff]", "[\u4e00-\u9fff]"
# Languages that are taken for each other: between them, the page is believed.
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
        "af nl fy",
        "de lb",
        "ur fa ar ps",
        "be bg mk ru uk",
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
    said = declared[0].value if declared else None
    sample = text[:_SAMPLE]
    if len(sample) >= _LEAST and (script := _language_of_script(sample)):
        return [Candidate(script, "script"), *declared]
    if len(sample) < (_ENOUGH if said else _LEAST):
        return declared
    if worded := _language_of_words(sample, said):
        return [Candidate(worded, "common words"), *declared]
    code, share = _model().classify(sample)
    found = Candidate(_NOW_CALLED.get(code, code), "text")
    if not said:
        return [found] if len(found.value) == 2 else []
    trusted = said == found.value or share < _SURE or len(found.value) != 2
    return [*declared, found] if trusted or _are_alike(said, code) else [found, *declared]


def _are_alike(one: str, other: str) -> bool:
    return any({one, other} <= languages for languages in _ALIKE)


def _declared(page: Page) -> list[Candidate[str]]:
    values = [
        (page.tree.get("lang"), "html lang"),
        (page.tree.get("xml:lang"), "html xml:lang"),
        *page.stated("inLanguage"),
        *page.meta_candidates("og:locale", "content-language", "language", "dc.language"),
        (page.profile.language, "profile"),
    ]
    found = [
        (_CODE.match(value.strip()), origin) for value, origin in values if isinstance(value, str)
    ]
    codes = [(code[1].lower(), origin) for code, origin in found if code]
    return [Candidate(_NOW_CALLED.get(code, code), origin) for code, origin in codes]


def _language_of_script(text: str) -> str | None:
    """Return the language of a text of which most is in a script that is its alone."""
    if not _BEYOND_LATIN.search(text):
        return None
    letters = sum(char.isalpha() for char in text)
    kana = len(re.findall(_KANA, text))
    east = kana + len(re.findall(_HAN, text))
    if east * 2 > letters:
        return "ja" if kana * 10 > east else "zh"
    for code, span in _SCRIPTS.items():
        if len(re.findall(f"[{span}]", text)) * 2 > letters:
            return code
    return None


def _language_of_words(text: str, said: str | None) -> str | None:
    """Return the language of a text that has plainly more of its common words than of others.

    Fewer do where the page declares that language or one that is alike.
    """
    words = _WORD.findall(text.lower())
    counts = Counter(code for word in words for code in _SPEAK.get(word, ()))
    (code, most), (_, next_most) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    if said and (said == code or _are_alike(said, code)):
        return said if most > min(_DECLARED * len(words), _AHEAD * next_most) else None
    return code if most > max(_PLAIN * len(words), _AHEAD * next_most) else None


@lru_cache(maxsize=1)
def _model() -> "LanguageModel":
    from crawler.extraction.language_model import LanguageModel

    return LanguageModel()
