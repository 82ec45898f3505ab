"""The language of an article: what the page declares, checked against its text.

A text in a script that one language alone uses needs no more, nor does one whose commonest words
are those of the language that its page declares. The others are identified by a model, which takes
half a second to unpack: words alone never overrule a page, as languages that are not in their table
resemble some that are.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page

if TYPE_CHECKING:
    from crawler.extraction.fields.language_model import LanguageModel

_CODE = re.compile(r"^([a-z]{2})(?:[-_][a-z0-9]+)*$", re.I)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 2000  # characters: more does not change the answer
_ENOUGH = 200  # characters: a shorter text trusts the declaration
_LEAST = 20  # characters: a shorter one says nothing
_SURE = 0.9  # of 1, below which the text does not speak against the declaration
_DECLARED = 0.03
_AHEAD = 1.7  # times as many as the next language's
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
    "hr": "i je u na se da su za od s kako koji će bi što iz bio",
    "sl": "in je v na se da so za od z kot ki bi pri tudi ne pa iz",
    "sk": "a v na sa je že s do z pre o ako by aj sú po od",
    "ca": "de la el i que en els les a per amb un una del és no més",
    "bg": "на и да в от се за е по че с са ще не до като",
    "ms": "yang dan di untuk pada dengan ini dalam itu kepada akan oleh tidak daripada bagi telah",
}
_SPEAK: dict[str, list[str]] = {}  # common word: the languages that have it
for _code, _words in _COMMON.items():
    for _word in _words.split():
        _SPEAK.setdefault(_word, []).append(_code)
# Scripts that hardly more than one language of the press uses: that one.
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
# Others write in these scripts too: their pages are believed, and their texts known by letters
# that they alone have, Assamese ra and wa, Yiddish ligatures and pointed alef.
_GUESTS = {"bn": ("as", "[\u09f0\u09f1]"), "he": ("yi", "[\u05f0-\u05f2]|\u05d0[\u05b7\u05b8]")}
_OFTEN = 0.01  # of the letters; Hebrew quotes a name with them
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
    if len(sample) >= _LEAST and (script := _language_of_script(sample, said)):
        return [Candidate(script, "script"), *declared]
    if len(sample) < (_ENOUGH if said else _LEAST):
        return declared
    if said and _confirmed_by_words(sample, said):
        return [Candidate(said, "common words"), *declared]
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


def _language_of_script(text: str, said: str | None) -> str | None:
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
            guest, own_letters = _GUESTS.get(code, (None, ""))
            is_guest = guest and len(re.findall(own_letters, text)) > _OFTEN * letters
            return guest if is_guest or said == guest else code
    return None


def _confirmed_by_words(text: str, said: str) -> bool:
    """Return whether a text has enough of the commonest words of its page's declared language.

    Few do if no language but those that are alike has more.
    """
    words = _WORD.findall(text.lower())
    counts = Counter(code for word in words for code in _SPEAK.get(word, ()))
    (code, most), (_, next_most) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    is_first = said == code or _are_alike(said, code)
    return is_first and most > min(_DECLARED * len(words), _AHEAD * next_most)


@lru_cache(maxsize=1)
def _model() -> "LanguageModel":
    from crawler.extraction.fields.language_model import LanguageModel

    return LanguageModel()
