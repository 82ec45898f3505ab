"""Drop caps: whether the letter that a page sets large is a word, or the beginning of one."""

# Words of one letter with which sentences begin; where a language is not named, any vowel.
_ONE_LETTER_WORDS = {
    "en": "ai", "de": "", "nl": "u", "sv": "iåö", "da": "iåø", "no": "iåø", "nb": "iåø",
    "fr": "aàyô", "es": "aeouy", "pt": "aàeoéó", "it": "aàeèoiòù", "ca": "aeioà", "ro": "aeo",
    "pl": "aiouwz", "cs": "aikosuvz", "sk": "aikosuvz", "sl": "aikosvz", "hr": "aikosu",
    "sr": "aikosuаикосу", "ru": "авикосуя", "uk": "авзійуоя", "bg": "ависукоя", "el": "ηο",
}  # fmt: skip
_VOWELS = "aeiouyàáâäåæèéêëìíîïòóôöøùúûüаеёиоуыэюяіїєαεηιουω"


def one_letter_words(language: str) -> str:
    """Return the letters that are words in a language, a code as in lang; vowels if it is none."""
    return _ONE_LETTER_WORDS.get(language[:2].lower(), _VOWELS)


def behind_initial(text: str, before: str, words: str) -> str:
    """Return the text that follows a drop cap, close to it unless it is a word of its own.

    before: the text that ends with the drop cap; words: the letters that are words.
    """
    word = text.lstrip()
    if word == text or not word[:1].isalpha():
        return text
    initial = before.strip()[-1:].lower()
    is_title = word[:1].isupper() and not word.split()[0].isupper()
    return text if initial in words or is_title else word
