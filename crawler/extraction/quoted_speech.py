"""What somebody said, in the quotation marks of any language."""

import re

from crawler.extraction.classifier.wording import width

_QUOTED = re.compile(
    r"[“„‟]([^“”„]{9,400})[”“]|«([^«»]{9,400})»|»([^«»]{9,400})«|「([^「」]{9,400})」|"
    r"『([^『』]{9,400})』|”([^“”„]{9,400})”|\"([^\"\n]{9,400})\""
)
_CLAUSE = 24  # width of one: a notice quotes the names of buttons
_BESIDE = 2  # characters beside the marks, at the least: who said it


def quotes_somebody(text: str) -> bool:
    """Return whether a text quotes a clause, and has words of its own beside it."""
    return any(
        width(said) >= _CLAUSE and len(text) > len(said) + 2 + _BESIDE
        for found in _QUOTED.finditer(text)
        for said in found.groups("")
        if said
    )
