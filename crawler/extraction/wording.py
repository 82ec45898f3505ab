"""What the wording of a block says of it, whatever the language: the patterns and their numbers."""

import re

from crawler.extraction.agreement import Words
from crawler.extraction.blocks import PageBlock
from crawler.extraction.patterns import PatternSet

_CLOSERS = "\"'”’»」)]"
_FULL_STOPS = frozenset(".!?…。！？।۔؟")
_COLONS = frozenset(":：")
_SENTENCE_ENDS = _FULL_STOPS | {*_CLOSERS, ":", ";"}
_ASCII_COMMAS = ",;"
_COMMAS = f"{_ASCII_COMMAS}،、，"
_WIDE = re.compile("[\u2e81-\U0010ffff]")  # Chinese, Japanese and Korean say more in a letter
# What is left of ASCII when only capitals and digits, all as 0, are.
_CAPITALS_AND_DIGITS = {
    code: "0" if chr(code).isdigit() else None for code in range(128) if not chr(code).isupper()
}
_NO_LETTER = r"[^\pL\pN_]"
_SIGNS = {
    "clock": r"\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b",
    "address": r"https?://|www\.|\S@\S|(?:^|\s)@[\pL\pN_]|#[\pL\pN_]",
    "photo": rf"(?:^|{_NO_LETTER})(?:photo|foto|image|bild|picture|credit|getty|reuters|afp|dpa|"
    r"epa|shutterstock|imago|istock|file|courtesy|copyright|zdroj|quelle|source|crédit|imagen|写真|图|"
    rf"사진)(?:{_NO_LETTER}|$)",
    "by": r"^(?:by|von|por|par|de|door|av|af|di|text|story|words|written|reporting|reported|edited|"
    r"autor[\pL\pN_]*|auteur|author[\pL\pN_]*|редактор|автор|от|oleh|reporter|写|記者|记者|기자)"
    r"[:\s]",
}
# What furniture says, in the languages of most news pages, in lower case.
PHRASES = {
    "read_also": "read more|read also|also read|see also|related|more:|more on |more from|"
    "recommended|most read|most popular|trending|up next|don't miss|don’t miss|click here|tap here|"
    "find out more|learn more|discover more|in case you missed|continue reading|story continues|"
    "mehr zum|mehr dazu|lesen sie|lies auch|auch interessant|weitere|das könnte|siehe auch|"
    "lire aussi|à lire|en savoir plus|voir aussi|leer más|lea también|lee también|te puede|ver más|"
    "más información|leia|veja também|saiba mais|leggi|lees ook|lees meer|læs også|læs mere|"
    "les også|les mer|läs också|läs mer|lue myös|czytaj|przeczytaj|zobacz|číst|čtěte|přečtěte|"
    "čítajte|citește|olvassa|читайте|читать|прочети|διαβάστε|haberi oku|ilgili|baca juga|baca:|"
    "selengkapnya|xem thêm|soma pia|lees:|funda|اقرأ|للمزيد|بیشتر بخوانید|यह भी पढ़|पढ़ें|"
    "阅读更多|相关|相關|延伸阅读|更多|続きを読む|関連|あわせて|더 보기|관련|อ่านเพิ่ม|អានបន្ត",
    "sign_up": "sign up|signing up|subscri|newsletter|log in|login|register|our app|download|"
    "join us|join our|support us|donat|membership|free trial|inbox|abonn|anmelden|registrier|"
    "spende|inscri|suscr|regístr|assine|iscriviti|meld je|tilmeld|meld deg|prenumer|zapisz się|"
    "subskryb|přihlas|předplat|подпис|підпис|abone|berlangganan|đăng ký|اشترك|عضوی|सब्सक्राइब|"
    "订阅|訂閱|登録|구독|สมัคร",
    "share": "share this|share on|share via|share:|follow us|follow @|tweet|facebook|whatsapp|"
    "telegram|instagram|comment|email us|contact us|like us|teilen|folgen sie|kommentar|partager|"
    "suivez|compart|síguenos|condividi|seguici|deel |volg ons|del artik|følg|dela |följ |"
    "udostępnij|sdílet|подел|коммент|paylaş|takip et|bagikan|ikuti|chia sẻ|شارك|分享|关注|シェア|"
    "フォロー|공유",
    "watch": "watch|listen|video|podcast|gallery|ansehen|anhören|hören|regarder|écouter|escuch|"
    "guarda|bekijk|luister|se video|lyt |смотр|izle|tonton|شاهد|视频|動画|영상",
    "advert": "advert|sponsored|affiliate|commission|cookie|consent|privacy|werbung|anzeige|"
    "einwillig|datenschutz|publicité|publicidad|pubblicità|annonse|annonce|reklam|реклам|iklan|"
    "إعلان|广告|広告|광고",
    "bio": " is a reporter| is a journalist| is a correspondent| is a writer| is a freelance|"
    " is the author| is an editor| is a senior| is a columnist| is a professor|reporter for|"
    "reporter at|editor at|covers | has written | ist redakteur| ist reporter| ist korrespondent|"
    " ist journalist| arbeitet | schreibt |journaliste|periodista|giornalista|dziennikar|журналист",
    "note": "originally appeared|originally published|first published|this article was|correction|"
    "updated|edited by|additional reporting|reporting by|contributed to|all rights|terms of|"
    "copyright|©|erschien|korrektur|redaktion|mise à jour|rédaction|actualizado|redacción|redakc|"
    "редакц|rights reserved|rechte vorbehalten|droits|derechos",
}
_SAID = {**_SIGNS, **PHRASES}
_PATTERNS = PatternSet(_SAID.values())
_SHORT = 400  # characters; in longer blocks such words say nothing

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
    "marked",
    "starts_low",
    *_SAID,
)
_NOTHING_SAID = [0] * len(_SAID)


def percent(part: int, whole: int) -> int:
    """Return part of whole as whole percent, 0 where there is no whole."""
    return 100 * part // whole if whole else 0


def wording(block: PageBlock, words: Words) -> list[int]:
    """Return the numbers of WORDING: counts, percents of the length, and 1 for yes."""
    text = block.text
    length = len(text)
    head = text[:300]
    end = text[-4:].rstrip()
    is_ascii = text.isascii()
    capitals, digits = (_ascii_marks if is_ascii else _marks)(head)
    marked = sum([len(span.text) for span in block.spans if span.strong or span.emphasis])
    return [
        length if is_ascii else length + len(_WIDE.findall(text)),
        len(words),
        sum(map(text.count, _ASCII_COMMAS if is_ascii else _COMMAS)),
        percent(digits, len(head)),
        percent(block.link_length, length),
        percent(capitals, len(head)),
        end[-1:] in _SENTENCE_ENDS,
        end.rstrip(_CLOSERS)[-1:] in _FULL_STOPS,
        end[-1:] in _COLONS,
        percent(marked, length),
        text[:1].islower(),
        *(_said(text.lower()) if length < _SHORT else _NOTHING_SAID),
    ]


def _said(text: str) -> list[int]:
    found = _NOTHING_SAID.copy()
    for number in _PATTERNS.found_in(text):
        found[number] = 1
    return found


def _marks(text: str) -> tuple[int, int]:
    """Return how many capitals and digits the text has."""
    return sum(map(str.isupper, text)), sum(map(str.isdecimal, text))


def _ascii_marks(text: str) -> tuple[int, int]:
    marks = text.translate(_CAPITALS_AND_DIGITS)
    digits = marks.count("0")
    return len(marks) - digits, digits
