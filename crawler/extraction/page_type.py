"""What kind of page it is: an article of some kind, or none."""

import re
from itertools import islice
from urllib.parse import urlsplit

from crawler.extraction.evidence import Candidate
from crawler.extraction.page import Page
from crawler.extraction.structured import types
from crawler.extraction.text import plain_line
from crawler.items import PageType

_SHORT = 250  # characters: a body below it makes no article of a page that does not look like one
_NOT_FOUND = re.compile(
    r"(?:^|\D)404(?:\D|$)|page (?:you(?:'re| are| were) looking for|not found|(?:does not|"
    r"doesn['’]t) exist)|"
    r"not found|seite (?:wurde )?nicht gefunden|page (?:non trouvée|introuvable)|"
    r"página no encontrada|"
    r"página não encontrada|pagina non trovata|pagina niet gevonden|sidan (?:hittades inte|"
    r"kunde inte hittas)|"
    r"siden (?:ble ikke funnet|blev ikke fundet|finnes ikke|findes ikke)|sivua ei löyt|"
    r"nie znaleziono strony|strona nie istnieje|stránka nenalezena|страница не найдена|"
    r"сторінку не знайдено|"
    r"sayfa bulunamadı|halaman tidak ditemukan|không tìm thấy trang|ไม่พบหน้า|រកមិនឃើញទំព័រ|"
    r"页面不存在|找不到(?:该|此)?页面|頁面不存在|找不到(?:該|此)?(?:頁面|網頁)|ページが見つかりません|"
    r"페이지를 찾을 수 없습니다|الصفحة غير موجودة|صفحه (?:مورد نظر )?(?:پیدا|یافت) نشد"
    r"|पृष्ठ नहीं मिला",
    re.I,
)
_ERROR = re.compile(
    r"^(?:5\d\d\b|(?:internal )?server error|service (?:temporarily )?unavailable|bad gateway|"
    r"gateway time-?out|"
    r"error 5\d\d|an error (?:has )?occurred)",
    re.I,
)
_CHALLENGE = re.compile(
    r"^(?:just a moment|attention required|are you (?:a )?(?:human|robot)|access denied|"
    r"please verify|"
    r"verify you are human|checking your browser|pardon our interruption|security check|"
    r"robot check|"
    r"ddos protection|one more step|403 forbidden|forbidden|request blocked)",
    re.I,
)
_CONSENT = re.compile(
    r"^(?:before you continue|cookie consent|privacy (?:settings|center)|consent\b)", re.I
)
# What walls of consent speak of, how often, and how long they are: in characters of the page.
_CONSENT_WORDS = re.compile(
    r"cookie|consent|tracking|personali[sz]|partner|privacy|advertis|einwillig|zustimm|datenschutz|"
    r"werbe|personenbezogen|verarbeit|traceur|confidentialit|publicit|donn[ée]es|privacidad|"
    r"consentim|publicidad|datos personales|riservatezza|pubblicità|toestemming|zgod[aęy]|"
    r"prywatno",
    re.I,
)
_CONSENT_EVERY = 120
_CONSENT_LENGTH = 6000
_LISTS: dict[str, PageType] = {
    "CollectionPage": "section",
    "SearchResultsPage": "search",
    "ProfilePage": "author",
}
_LIST_PATHS: tuple[tuple[re.Pattern[str], PageType], ...] = (
    (re.compile(r"^/(?:[a-z]{2}/)?(?:tags?|topics?|themen?|schlagwort|keyword)/[^/]+/?$"), "tag"),
    (re.compile(r"^/(?:[a-z]{2}/)?(?:authors?|autor|autoren|profile|by)/[^/]+/?$"), "author"),
    (re.compile(r"^/(?:[a-z]{2}/)?(?:search|suche|recherche|buscar)/?$"), "search"),
)
_KINDS: dict[str, PageType] = {
    "LiveBlogPosting": "live_blog",
    "ImageGallery": "gallery",
    "MediaGallery": "gallery",
}


def page_type_candidates(page: Page, length: int) -> list[Candidate[PageType]]:
    """Return what kind of page this is, the most telling first; it is never empty.

    length is that of the body that was found, in characters.
    """
    found: list[Candidate[PageType]] = []
    path = urlsplit(page.url).path
    kinds = frozenset(kind for _, node in page.statements for kind in types(node))
    is_stated = any(kind.endswith(("Article", "Posting")) for kind in kinds)
    if length < _SHORT:
        for title in _titles(page):
            for pattern, kind in (
                (_NOT_FOUND, "not_found"),
                (_CHALLENGE, "challenge"),
                (_ERROR, "error"),
                (_CONSENT, "consent"),
            ):
                if pattern.search(title):
                    found.append(Candidate(kind, f"title {title[:60]!r}"))  # type: ignore[arg-type]
    if not is_stated:
        found += [
            Candidate(kind, "URL path") for pattern, kind in _LIST_PATHS if pattern.search(path)
        ]
        found += [
            Candidate(_LISTS[kind], f"JSON-LD {kind}") for kind in sorted(kinds & _LISTS.keys())
        ]
        if path in ("", "/"):
            found.append(Candidate("section", "URL path"))
        if page.url.rstrip("/") in {url.rstrip("/") for url in page.profile.sections}:
            found.append(Candidate("section", "profile"))
        if _speaks_of_consent(page.visible_text):
            found.append(Candidate("consent", "wording"))
    if not length:
        found.append(Candidate("empty", "no text"))
    if page.statements:
        own = types(page.statements[0].node) & _KINDS.keys()
        found += [Candidate(_KINDS[kind], f"JSON-LD {kind}") for kind in sorted(own)]
    return [*found, Candidate("article", "nothing speaks against it")]


def _titles(page: Page) -> list[str]:
    headings = [*islice(page.tree.iter("h1"), 2), *islice(page.tree.iter("h2"), 2)]
    elements = [*page.tree.xpath("//head/title")[:1], *headings]
    return [plain_line(element.text_content()) for element in elements]


def _speaks_of_consent(text: str) -> bool:
    words = len(_CONSENT_WORDS.findall(text)) if len(text) <= _CONSENT_LENGTH else 0
    return words * _CONSENT_EVERY > len(text)
