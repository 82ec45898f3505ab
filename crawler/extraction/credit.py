"""The origin of a story: the agency or newsroom that a page names as such."""

import re

from crawler.extraction.evidence import Candidate
from crawler.extraction.page import Page
from crawler.extraction.structured import objects, strings
from crawler.extraction.text import plain_line

_AGENCY = re.compile(
    r"(?:Reuters|AP|AFP|dpa|UPI|PTI|ANI|IANS|EFE|ANSA|APA|Xinhua|Yonhap|Kyodo(?: News)?|Bernama|"
    r"Antara|"
    r"TASS|Interfax|Bloomberg|Associated Press|The Associated Press|Agence France[- ]Presse|"
    r"Asia News Network|ANN|PA Media|Press Association|Anadolu(?: Agency)?|AA|Belga|Ritzau|NTB|"
    r"TT|STT|"
    r"PAP|ČTK|TASR|MTI|Lusa|Keystone-SDA|SDA|sid|KNA|epd|IRNA|WAM|SPA|Khmer Times|AKP|TNA|VNA)",
)
_CREDIT_LINE = re.compile(
    rf"^[\s(\[—–_*-]*({_AGENCY.pattern}(?:\s*/\s*[^/\n]{{2,40}}){{0,2}})[\s)\].*_]*$", re.I
)


def credit_of_line(line: str) -> str | None:
    """Return the agency or newsroom that a line names and nothing else, None if it is no credit."""
    found = _CREDIT_LINE.match(line) if len(line) < 90 else None
    return found[1].strip() if found else None


def credit_candidates(page: Page, lines: list[str]) -> list[Candidate[str]]:
    """Return the agency or other newsroom that the page names as the origin, the best first.

    lines are the texts of the body's blocks; a credit is the last of them.
    """
    found = [
        Candidate(plain_line(element.text_content()), "profile")
        for element in page.selected("credit")
    ]
    if lines and (credit := credit_of_line(lines[-1])):
        found.append(Candidate(credit, "closing line"))
    for value, origin in page.stated("provider", "sourceOrganization"):
        names = [
            *strings(value),
            *(n for item in objects(value) for n in strings(item.get("name"))),
        ]
        found += [Candidate(name, origin) for name in names if _AGENCY.fullmatch(name)]
    return [candidate for candidate in found if candidate.value]
