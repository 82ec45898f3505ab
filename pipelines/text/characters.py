"""Which characters may stand in a file; a page's text goes through here before anything else."""

import re
import unicodedata

# Overrides (U+202D, U+202E) show letters in another order than they are read in. Soft hyphens and
# the rest have no look of their own, or are none at all: surrogates, noncharacters.
_BAD = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u180e\u202d\u202e\u2060\u206a-\u206f\ufeff"
    "\ufff0-\ufffb\ufffe\uffff\ud800-\udfff]|[\U0001fffe\U0001ffff\U0002fffe-\U0002ffff]"
)
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_AROUND_BREAK = re.compile(r" ?\n[ \n]*")
# A zero-width space separates the words of scripts that write none; elsewhere it is litter.
_LITTER = re.compile(
    "(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b+|\u200b+(?![\u0e00-\u17ff])"
)


def readable(text: str) -> str:
    """Return the text with only characters that have a look, in Unicode form C."""
    if not text.isprintable():  # all that is replaced or left out here is not
        text = _LITTER.sub("", _BAD.sub("", _BREAK.sub("\n", text)))
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return the text on one line, with single spaces."""
    return " ".join(readable(text).split())


def lines(text: str) -> str:
    """Return the text with single spaces, none around a line feed; its edges stay."""
    if text.isprintable():  # no space but the common one, and no line feed
        text = unicodedata.normalize("NFC", text)
        return _SPACES.sub(" ", text) if "  " in text else text
    return _AROUND_BREAK.sub("\n", _SPACES.sub(" ", readable(text)))
