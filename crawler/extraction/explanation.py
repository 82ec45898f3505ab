"""An extraction explained to a person: each field's evidence, each block's judgement and why."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from operator import attrgetter
from typing import Any

from lxml.html import HtmlElement
from rich.console import Group
from rich.table import Table
from rich.text import Text

from crawler.extraction.article import Extraction
from crawler.extraction.body.judgement import Judgement
from crawler.extraction.classifier.company import COMPANY
from crawler.extraction.classifier.feature_words import all_in_words
from crawler.extraction.furniture.furniture import FURNITURE
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.text import plain_line
from crawler.extraction.site.masked_lines import masked
from crawler.extraction.site.place_keys import place_of
from crawler.extraction.site.site_verdicts import STRANGE
from crawler.items import Image

WON, LOST = Text("+", style="bold green"), Text("-", style="red")
VALUE_LENGTH = 200  # characters of a value that are shown
TELLING = 3  # features that show why the classifier dropped a block
SHOWN = 2  # of them, in words: what the block says has to be seen, too
PLACE_WIDTH = 26  # columns, for the two innermost elements around a block

# What a terminal obeys, or what UTF-8 cannot hold, of what JSON leaves as it is.
_UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def with_category_of_section(extraction: Extraction, category: str) -> Extraction:
    """Return an extraction with the category that the file gets where the profile names none."""
    if extraction.article.category or not category:
        return extraction
    by = Candidate(category, "the general map of sections")
    return replace(
        extraction,
        article=replace(extraction.article, category=category),
        evidence={**extraction.evidence, "category": [by]},
    )


def as_json(extraction: Extraction, *, is_line: bool = False) -> str:
    """Return all of it as a JSON object, on one line if asked for.

    Candidates come best first, so that the first one won.
    """
    article = extraction.article
    explanation = {
        "url": article.url,
        "source": article.source,
        "confidence": article.confidence,  # percent
        "fit": extraction.fit,  # percent
        "fields": {
            field: {
                "value": getattr(article, field),
                "candidates": [candidate._asdict() for candidate in candidates],
            }
            for field, candidates in extraction.evidence.items()
        },
        "blocks": [
            {
                "kept": judged.kept,
                "reason": judged.reason,
                "kept_by": judged.kept_by,
                "likelihood": judged.likelihood,  # percent
                "because": because,
                "element": " > ".join(path(judged.block.element)),
                "place": place_of(judged.block.element),  # as the site's model names it
                "line": masked(judged.block, extraction.language),
                "text": judged.block.text,
            }
            for judged, because in zip(
                extraction.judgements, telling_features(extraction), strict=True
            )
        ],
    }
    indent = None if is_line else 2
    text = json.dumps(explanation, default=_plain, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _plain(value: object) -> object:
    """Return what JSON has no form for in one that it has."""
    return value.isoformat() if isinstance(value, date) else asdict(value)  # type: ignore[call-overload]


def as_text(extraction: Extraction) -> Group:
    """Return what to print on a console; no control character of the page is in it."""
    article = extraction.article
    fields = Table.grid(padding=(0, 1), expand=True)
    fields.add_column(no_wrap=True, style="bold")
    fields.add_column(min_width=1)
    fields.add_column(overflow="fold", ratio=2)
    fields.add_column(overflow="fold", ratio=1, style="cyan")
    for field, candidates in extraction.evidence.items():
        for row in _evidence_rows(getattr(article, field), candidates):
            fields.add_row(field, *row)
            field = ""
    kept = sum(judged.kept for judged in extraction.judgements)
    return Group(
        Text(plain_line(article.url), style="bold"),
        Text(f"source {article.source or '- (no profile knows this site)'}"),
        Text(f"confidence {_percent(article.confidence)}"),
        Text(_fit_line(extraction.fit)),
        fields,
        Text(f"\n{len(extraction.judgements)} blocks of text on the page, {kept} kept\n"),
        *map(_block_line, extraction.judgements, telling_features(extraction)),
    )


def _percent(confidence: int | None) -> str:
    return (
        "- (not judged)"
        if confidence is None
        else f"{confidence} % that the text is complete and clean"
    )


def _fit_line(fit: int | None) -> str:
    if fit is None:
        return "site model - (none has been learned)\n"
    doubt = "" if fit >= STRANGE else "; the page is of another layout, so it is not asked"
    return f"site model: {fit} % of the page's text stands in places that it knows{doubt}\n"


def _evidence_rows(
    used: object, candidates: Sequence[Candidate[Any]]
) -> Iterator[tuple[Text, ...]]:
    """Yield a row for each value that was found, the winner first, with all places that say it."""
    origins: dict[str, dict[str, None]] = {}
    for value, origin in candidates:
        origins.setdefault(_shown(value), {})[plain_line(origin)] = None
    if not candidates:
        yield Text(), Text(_shown(used) or "-"), Text("the page does not say", style="dim")
    for n, (value, places) in enumerate(origins.items()):
        look = "dim" if n else ""
        yield LOST if n else WON, Text(value, style=look), Text(", ".join(places), style=look)


def telling_features(extraction: Extraction) -> list[dict[str, tuple[int, int]]]:
    """Return for each block why the classifier dropped it, {} if that was not the classifier.

    Each feature has the block's number, and that of the block that most surely is the article.
    """
    kept = [judged for judged in extraction.judgements if judged.kept]
    surest = max(kept, key=attrgetter("score"), default=None)
    out: list[dict[str, tuple[int, int]]] = []
    for judged in extraction.judgements:
        own, theirs = judged.features, surest.features if surest else judged.features
        if judged.reason != FURNITURE or judged.forest is None or own is None or theirs is None:
            out.append({})
            continue
        # What the judgement of other blocks has shown is no reason that a person can look up.
        names = [name for name in judged.forest.telling(own, theirs) if name not in COMPANY]
        columns = {name: judged.forest.features.index(name) for name in names[:TELLING]}
        out.append({name: (int(own[n]), int(theirs[n])) for name, n in columns.items()})
    return out


def _block_line(judged: Judgement, because: Iterable[str]) -> Text:
    reason: str = judged.reason or judged.kept_by or ""
    if because and judged.likelihood:  # where none is left, nobody will doubt it
        reason += f" ({', '.join(all_in_words(because)[:SHOWN])})"
    place = plain_line(" > ".join(path(judged.block.element)[-2:]))
    if len(place) > PLACE_WIDTH:
        place = f"…{place[1 - PLACE_WIDTH :]}"
    return Text.assemble(
        WON if judged.kept else LOST,
        f"{judged.likelihood:4} % ",
        (f"{place:{PLACE_WIDTH}} ", "cyan"),
        (f"{plain_line(reason)}: " if reason else "", "yellow"),
        (plain_line(judged.block.text), "" if judged.kept else "dim"),
        no_wrap=True,
        overflow="ellipsis",
    )


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        text = ", ".join(map(str, value))
    elif isinstance(value, date):
        text = value.isoformat()
    elif isinstance(value, Image):
        text = " · ".join(part for part in (value.url, value.caption, value.credit) if part)
    else:
        text = str(value or "")
    line = plain_line(text)
    return line if len(line) <= VALUE_LENGTH else f"{line[:VALUE_LENGTH]}…"


def path(element: HtmlElement) -> list[str]:
    """Return the way to an element from the outside, each as a CSS selector has it: `p.lead`."""
    return [
        ".".join((outer.tag, *(outer.get("class") or "").split()))
        for outer in (*reversed([*element.iterancestors()]), element)
    ]
