"""The origin of a story: the agency or other newsroom that a page names as such."""

import re
from collections.abc import Collection, Sequence

from crawler.extraction.fields.site_names import site_names
from crawler.extraction.languages import any_of
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import objects, strings
from crawler.extraction.page.text import letters, plain_line

_AGENCIES = (
    "AAP|Adnkronos|AFP|Agence France-?Presse|Agencies|Agenturen|AGERPRES|AKP|"
    "Anadolu(?: Agency| Ajansı)?|ANI|ANN|ANP|ANSA|Antara|AP|APA|APP|Asia News Network|"
    "Associated Press|Belga|Bernama|Bloomberg|BNS|BSS|BTA|Canadian Press|CNA|ČTK|CTK|"
    "Deutsche Presse-Agentur|dpa(?:-AFX)?|EFE|epd|Europa Press|Hina|IANS|"
    "Interfax(?:-Ukraine)?|IRNA|ISNA|Jiji(?: Press)?|KCNA|Keystone-(?:SDA|ATS)|KNA|KUNA|"
    "Kyodo(?: News)?|Lusa|MENA|MTI|NTB|PA(?: Media)?|PAP|PNA|Press Association|"
    "Press Trust of India|PTI|QNA|Reuters|RIA Novosti|Ritzau|SDA|sid|SPA|STA|STT|Tanjug|TASR|"
    "TASS|Tasnim|TNA|TT|TTXVN|Ukrinform|UNB|UNI|UPI|VNA|WAM|Xinhua|Yonhap|РИА Новости|ТАСС|"
    "Интерфакс|Укрінформ|新华社|新華社|中新社|中央社|共同通信|時事通信|연합뉴스|뉴시스|"
    "رويترز|أ ?ف ?ب|وام|ایرنا"
)
# The short ones of small letters or a common word's look count in their own case only.
_AGENCY = re.compile(rf"(?:The )?(?:{_AGENCIES})")
_ANY_CASE = re.compile(
    r"(?:the )?(?:reuters|afp|dpa|associated press|xinhua|yonhap|bloomberg)", re.I
)
_LABEL = re.compile(
    # Chinese, Japanese and Korean part no words.
    rf"^(?:{any_of('credit')})\s*[:：]?\s+|^(?:来源|來源|出典|출처)[:：]?",
    re.I,
)
_WRAPPING = " \t()[]{}«»„“”\"'.,;*_–—―-/©"
_BETWEEN = re.compile(rf"\s*[/,;|&]\s*|\s+(?:{any_of('and')})\s+")
_DATELINE = re.compile(rf"^[^.!?\n]{{2,80}}?[(（]({_AGENCY.pattern})[)）]\s*[-–—―:]", re.M)
_IN_BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]")
_HOST = re.compile(r"(?:https?://)?(?:www\.)?((?:[a-z\d-]+\.)+[a-z]{2,})(?:/\S*)?", re.I)
_LONGEST = 90  # characters of a line that is a credit
_MOST_WORDS = 5  # of a newsroom's name


def credit_of_line(line: str) -> str | None:
    """Return the agency or newsroom that a line names and nothing else, None if it is no credit.

    At least one of the names has to be a known agency's: `Asia News Network/The Korea Herald`. Or
    the line has a label and ends with the address of a site: `Source: www.herald.example`.
    """
    if len(line) > _LONGEST:
        return None
    whole = line.strip(_WRAPPING)
    names = _LABEL.sub("", whole).strip(_WRAPPING)
    words = names.split()
    if names != whole and 0 < len(words) <= _MOST_WORDS and _HOST.fullmatch(words[-1]):
        return next(found[1] for word in words if (found := _HOST.match(word)))
    parts = _BETWEEN.split(names)
    if any(map(is_agency, parts)) and all(map(_may_be_newsroom, parts)):
        return names
    return None


def is_agency(name: str) -> bool:
    """Return whether a name is that of a news agency."""
    return bool(_AGENCY.fullmatch(name) or _ANY_CASE.fullmatch(name))


def credit_candidates(
    page: Page,
    lines: Sequence[str],
    text: str = "",
    authors: Sequence[str] = (),
    dateline: str = "",
) -> list[Candidate[str]]:
    """Return the agency or other newsroom that the page names as the origin, the best first.

    lines are those that the body has given up as credits, text is the body, dateline that which the
    site's model knows in it. A site's own name is no credit.
    """
    found = [
        Candidate(plain_line(element.text_content()).strip(_WRAPPING), "profile")
        for element in page.selected("credit")
    ]
    found += [
        Candidate(credit, "closing line") for line in lines if (credit := credit_of_line(line))
    ]
    if begins := _DATELINE.match(text):
        found.append(Candidate(begins[1], "dateline"))
    for within in _IN_BRACKETS.findall(dateline):
        found += [Candidate(n, "dateline") for n in _BETWEEN.split(within) if is_agency(n.strip())]
    agencies = [name for name in authors if is_agency(name)]
    if agencies and len(agencies) == len(authors):
        found.append(Candidate("/".join(agencies), "authors"))
    for value, origin in page.stated("provider", "sourceOrganization"):
        names = strings(value) + [n for item in objects(value) for n in strings(item.get("name"))]
        found += [Candidate(name, origin) for name in names if is_agency(name)]
    own = page.once(site_names)
    return [c for c in found if c.value and not _is_own(c.value, own)]


def _is_own(credit: str, names: Collection[str]) -> bool:
    return all(letters(part) in names for part in _BETWEEN.split(credit))


def _may_be_newsroom(name: str) -> bool:
    words = name.split()
    return is_agency(name) or (0 < len(words) <= _MOST_WORDS and not name[0].islower())
