"""What the wording of a block says of it, whatever the language: the patterns and their numbers."""

import re

from crawler.extraction.blocks import PageBlock

_SENTENCE_END = re.compile(r"[.!?…。！？।۔؟:;\"'”’»」)\]]\s*$")
_FULL_STOP = re.compile(r"[.!?…。！？।۔؟][\"'”’»」)\]]*\s*$")
_COMMA = re.compile(r"[,;،、，]")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|(?:^|\s)@\w|#\w")
_COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights|rechte vorbehalten|\bdroits|derechos", re.I)
_PHOTO = re.compile(
    r"\b(?:photo|foto|image|bild|picture|credit|getty|reuters|afp|dpa|epa|shutterstock|imago|"
    r"istock|file|courtesy|copyright|zdroj|quelle|source|crédit|imagen|写真|图|사진)\b",
    re.I,
)
_BY = re.compile(
    r"^(?:by|von|por|par|de|door|av|af|di|text|story|words|written|reporting|reported|edited|"
    r"autor\w*|auteur|author\w*|редактор|автор|от|oleh|reporter|写|記者|记者|기자)\b[:\s]",
    re.I,
)
# Words of calls to do something else than read on, in the languages of most news pages.
_CALL = re.compile(
    r"\b(?:read more|read also|also read|see also|more:|related|click here|tap here|sign up|"
    r"subscri|newsletter|follow us|share (?:this|on|via)|download|our app|join (?:us|our)|watch:|"
    r"watch now|listen|advertis|cookies?|log ?in|register|support us|donat|contact us|"
    r"email us|comment|"
    r"learn more|find out more|discover more|get (?:the|our|your)|sponsored|affiliate|commission|"
    r"recommended|most (?:read|popular)|trending|up next|continue reading|story continues|"
    r"mehr zum|lesen sie|lesen|jetzt|newsletter|abonn|anmelden|teilen|kommentar|werbung|anzeige|"
    r"lire aussi|à lire|partager|abonnez|inscri|en savoir plus|s'abonner|"
    r"leer más|lea también|te puede|suscr|compart|síguenos|ver más|"
    r"leia|veja|inscreva|assine|leggi|iscriviti|condividi|lees ook|lees meer|meld je|"
    r"læs også|les også|läs mer|läs också|del artik|czytaj|zobacz|udostępnij|číst|čtěte|"
    r"читайте|подпис|подел|oku|haberi|abone|baca juga|ikuti|selengkapnya|"
    r"اقرأ|شارك|بیشتر بخوانید|यह भी|पढ़ें)"
    r"|(?:続きを読む|関連|阅读|分享|相关|订阅|더 보기|구독|공유|관련)",
    re.I,
)

WORDING = (
    "length",
    "words",
    "commas",
    "digits",
    "links",
    "capitals",
    "sentence_end",
    "full_stop",
    "colon",
    "clock",
    "address",
    "copyright",
    "photo",
    "by",
    "call",
    "marked",
    "starts_low",
)


def percent(part: int, whole: int) -> int:
    """Return part of whole as whole percent, 0 where there is no whole."""
    return 100 * part // whole if whole else 0


def wording(block: PageBlock) -> list[int]:
    """Return the numbers of WORDING: counts, percents of the length, and 1 for yes."""
    text = block.text
    length = len(text)
    head = text[:300]
    short = length < 400
    return [
        length if text.isascii() else length + sum(c > "\u2e80" for c in text),
        len(_WORD.findall(text)),
        len(_COMMA.findall(text)),
        percent(len(_DIGIT.findall(head)), len(head)),
        percent(block.link_length, length),
        percent(sum(map(str.isupper, head)), len(head)),
        bool(_SENTENCE_END.search(text)),
        bool(_FULL_STOP.search(text)),
        text.endswith((":", "：")),
        bool(short and _CLOCK.search(text)),
        bool(short and _ADDRESS.search(text)),
        bool(short and _COPYRIGHT.search(text)),
        bool(short and _PHOTO.search(text)),
        bool(_BY.match(text)),
        len(_CALL.findall(head)),
        percent(sum(len(s.text) for s in block.spans if s.strong or s.emphasis), length),
        text[:1].islower(),
    ]
