"""The words and customs of the calendar in a language, from the Unicode CLDR through Babel.

A language is a BCP 47 tag, such as `fr`, `en-GB` or `sr-Latn`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from crawler.extraction.dates import ethiopian

# Locales of a language whose press calls the months otherwise, or writes in another script.
_VARIANTS = {
    "ar": ("ar_LB", "ar_DZ", "ar_MA"),
    "az": ("az_Cyrl",),
    "bs": ("bs_Cyrl", "sr_Latn"),
    "de": ("de_AT",),
    "en": ("en_GB",),
    "es": ("es_PE",),
    "fr": ("fr_CA",),
    "hr": ("sr_Latn",),
    "sr": ("sr_Latn", "sr_Latn_BA"),
    "uz": ("uz_Cyrl",),
}
_FORMER = {"in": "id", "iw": "he", "ji": "yi", "mo": "ro", "sh": "sr_Latn", "tl": "fil"}
# Names that the press prints and CLDR lacks.
_FURTHER = {
    "de": "Feber:2",
    # and the months of the Solar Hijri calendar, in Iran and in Afghanistan; the year shows which
    "fa": "فروردین:1 اردیبهشت:2 خرداد:3 تیر:4 مرداد:5 شهریور:6 مهر:7 آبان:8 آذر:9 دی:10 بهمن:11 "
    "اسفند:12 حمل:1 ثور:2 جوزا:3 سرطان:4 اسد:5 سنبله:6 میزان:7 عقرب:8 قوس:9 جدی:10 دلو:11 حوت:12 "
    "می:5 جون:6 جولای:7 آگوست:8 اگوست:8 آگست:8 سپتمبر:9 اکتوبر:10 نومبر:11 دسمبر:12",
    "he": "מארס:3 אבגוסט:8",
    "hr": "studenog:11",
    "id": "Pebruari:2 Peb:2 Agt:8 Agust:8 Agts:8 Nopember:11 Nop:11",
    "lv": "janvārī:1 februārī:2 martā:3 aprīlī:4 maijā:5 jūnijā:6 jūlijā:7 augustā:8 septembrī:9 "
    "oktobrī:10 novembrī:11 decembrī:12 janvāra:1 februāra:2 marta:3 aprīļa:4 maija:5 jūnija:6 "
    "jūlija:7 augusta:8 septembra:9 oktobra:10 novembra:11 decembra:12",
    "sr": (
        "januara:1 februara:2 marta:3 aprila:4 maja:5 juna:6 jula:7 juni:6 juli:7 avgusta:8 "
        "septembra:9 oktobra:10 novembra:11 decembra:12 јануара:1 фебруара:2 марта:3 априла:4 "
        "маја:5 јуна:6 јула:7 јуни:6 јули:7 августа:8 септембра:9 октобра:10 новембра:11 "
        "децембра:12"
    ),
}
_HALVES = {
    **dict.fromkeys(("am", "morning", "midnight"), "am"),
    **dict.fromkeys(("pm", "noon", "afternoon", "evening"), "pm"),
    "night": "night",
}
_FURTHER_HALVES = {
    "ar": {"صباحا": "am", "مساء": "pm", "ظهرا": "pm", "عصرا": "pm"},
    "ko": {"새벽": "am"},
    "ms": {"tgh": "pm"},
    "zh": {"凌晨": "am", "清晨": "am", "傍晚": "pm", "中午": "pm"},
}
_DIGIT = re.compile(r"\d")
_SHORTEST = 3  # letters of a name that an editor cut short
_LONG = 5  # letters of a name that may take an ending
_ENDING = 4  # letters: abenduaren, Aralık'ta
# Accents are left out in capitals, hamzas anywhere; each letter stays one letter.
_FOLDED = {
    code: parts[0]
    for code in (
        *range(0xC0, 0x250),
        *range(0x370, 0x400),
        *range(0x622, 0x626),
        *range(0x1E00, 0x2000),
    )
    if len(parts := unicodedata.normalize("NFD", chr(code))) > 1
} | {0x64A: "\u06cc", 0x643: "\u06a9", 0x131: "i"}
_MARKS = re.compile("[.'’\u05f3\u064b-\u0652\u200c-\u200f]")


def folded(text: str) -> str:
    """Return the text, as long as it is, in lower case without accents and hamzas."""
    return text.lower().translate(_FOLDED) if len(text.lower()) == len(text) else text


def key(name: str) -> str:
    """Return a name as months_of() and half_days_of() hold it: folded, without points."""
    return _MARKS.sub("", folded(" ".join(name.split())))


def month_of(word: str, months: Mapping[str, int]) -> int:
    """Return the number of the month that a word is, with an ending or a Hebrew `in`; 0 if none."""
    name = key(word)
    if found := months.get(name) or months.get(name.removeprefix("ב")):
        return found
    stems = (name[:-ending] for ending in range(1, _ENDING + 1) if len(name) - ending >= _LONG)
    english = _month_names("en")  # takes no endings
    return next((months[stem] for stem in stems if stem in months and stem not in english), 0)


@lru_cache(maxsize=128)
def months_of(*languages: str) -> Mapping[str, int]:
    """Return the months' numbers by their names in some languages, the first winning, and English.

    An English short form is left out where it is a weekday of theirs.
    """
    weekdays = {name for language in languages for name in weekdays_of(language)}
    numbers = {name: n for name, n in _month_names("en").items() if name not in weekdays}
    for language in reversed(languages):
        numbers |= _month_names(language)
    return numbers


@lru_cache(maxsize=128)
def half_days_of(*languages: str) -> Mapping[str, str]:
    """Return what marks half a day in some languages, by key(): `am`, `pm` or `night`."""
    halves: dict[str, str] = {}
    for locale in (locale for language in languages for locale in locales_of(language)):
        for widths in locale.day_periods.values():
            for width in ("wide", "abbreviated"):
                for period, name in widths.get(width, {}).items():
                    halves.setdefault(key(name), _HALVES[period.rstrip("12")])
    for language in languages:
        halves |= _FURTHER_HALVES.get(language[:2].lower(), {})
    return halves


@lru_cache(maxsize=128)
def is_month_first(language: str) -> bool:
    """Return whether readers of a language, and its region, take 3/4/2024 for a day of March."""
    locale = next(locales_of(language), None)
    if locale is None:
        return False
    patterns = (locale.date_formats[width].pattern for width in ("short", "medium"))
    pattern = next((p for p in patterns if not p.startswith("y")), "d M")
    return pattern.index("M") < pattern.index("d")


@lru_cache(maxsize=128)
def _month_names(language: str) -> dict[str, int]:
    """Return the numbers of the names, the short forms and the cut names of a language's months."""
    whole: dict[str, int] = {}
    for locale in locales_of(language):
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[form][width].items():
                    whole.setdefault(key(name), number)
    for entry in _FURTHER.get(language[:2].lower(), "").split():
        name, _, digits = entry.partition(":")
        whole.setdefault(key(name), int(digits))
    if language[:2].lower() in ethiopian.LANGUAGES:
        whole |= ethiopian.NAMES
    whole = {name: number for name, number in whole.items() if name and not _DIGIT.search(name)}
    cut: dict[str, set[int]] = {}
    for name, number in whole.items():
        for length in range(_SHORTEST, len(name)):
            cut.setdefault(name[:length], set()).add(number)
    return {name: min(numbers) for name, numbers in cut.items() if len(numbers) == 1} | whole


@lru_cache(maxsize=128)
def weekdays_of(language: str) -> frozenset[str]:
    """Return the names of the days of the week in a language, by key()."""
    return frozenset(
        key(name)
        for locale in locales_of(language)
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in locale.days[form][width].values()
    )


def locales_of(language: str) -> Iterator[Locale]:
    """Yield a language's locale, the most precise that is known, and its variants."""
    tag = language.replace("-", "_")
    primary = tag.split("_")[0].lower()
    tag = tag.replace(primary, _FORMER.get(primary, primary), 1)
    for name in (tag, _FORMER.get(primary, primary)):
        try:
            yield Locale.parse(name)
            break
        except (UnknownLocaleError, ValueError):
            continue
    for name in _VARIANTS.get(primary, ()):
        yield Locale.parse(name)
