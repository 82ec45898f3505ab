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
_PHOTO = re.compile(
    r"\b(?:photo|foto|image|bild|picture|credit|getty|reuters|afp|dpa|epa|shutterstock|imago|"
    r"istock|file|courtesy|copyright|zdroj|quelle|source|crédit|imagen|写真|图|사진)\b"
)
_BY = re.compile(
    r"^(?:by|von|por|par|de|door|av|af|di|text|story|words|written|reporting|reported|edited|"
    r"autor\w*|auteur|author\w*|редактор|автор|от|oleh|reporter|写|記者|记者|기자)\b[:\s]"
)
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
_PHRASES = [re.compile(phrases) for phrases in PHRASES.values()]
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
    "clock",
    "address",
    "photo",
    "by",
    "marked",
    "starts_low",
    *PHRASES,
)
_NO_PHRASE = [0] * len(PHRASES)


def percent(part: int, whole: int) -> int:
    """Return part of whole as whole percent, 0 where there is no whole."""
    return 100 * part // whole if whole else 0


def wording(block: PageBlock) -> list[int]:
    """Return the numbers of WORDING: counts, percents of the length, and 1 for yes."""
    text = block.text
    length = len(text)
    head = text[:300]
    short = length < _SHORT
    low = text.lower() if short else ""
    return [
        length if text.isascii() else length + sum(c > "\u2e80" for c in text),
        len(_WORD.findall(text)),
        len(_COMMA.findall(text)),
        percent(len(_DIGIT.findall(head)), len(head)),
        percent(block.link_length, length),
        percent(sum(map(str.isupper, head)), len(head)),
        bool(_SENTENCE_END.search(text[-4:])),
        bool(_FULL_STOP.search(text[-4:])),
        text.endswith((":", "：")),
        bool(short and _CLOCK.search(text)),
        bool(short and _ADDRESS.search(text)),
        bool(short and _PHOTO.search(low)),
        bool(_BY.match(low)),
        percent(sum(len(s.text) for s in block.spans if s.strong or s.emphasis), length),
        text[:1].islower(),
        *([bool(p.search(low)) for p in _PHRASES] if short else _NO_PHRASE),
    ]
