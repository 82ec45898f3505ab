"""The articles of a run, by source, as its page lists them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from markupsafe import Markup

from crawler.fates import NEW
from crawler.report.markdown_view import rendered

LISTED = 100  # articles of a source that are listed; the rest are counted
READ = 100  # articles of a run whose text is on the page


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a run's list."""

    path: str  # relative to OUTPUT_DIR
    headline: str
    fate: str
    url: str  # "" if it is no web address
    text: Markup  # "" where it is not on the page


@dataclass(frozen=True, slots=True)
class SourceArticles:
    """What a run wrote of a source."""

    source: str  # "" for pages of no source
    articles: tuple[Listed, ...]
    number: int  # all of them


def by_source(report: Mapping[str, Any], output: Path) -> Iterator[SourceArticles]:
    """Yield a report's articles by source; their texts come from the files in the output."""
    texts = 0
    writings = sorted(report["articles"], key=lambda one: one["source"])
    for source, group in groupby(writings, key=lambda one: one["source"]):
        articles = []
        for one in list(group)[:LISTED]:
            text = text_of(output / one["path"]) if texts < READ else Markup()
            texts += bool(text)
            articles.append(listed(one, text))
        fates = report["sources"].get(source, {}).get("fates", {})
        number = max(sum(fates.get(fate, 0) for fate in NEW), len(articles))
        yield SourceArticles(source, tuple(articles), number)


def listed(writing: Mapping[str, str], text: Markup) -> Listed:
    """Return an article as it is listed."""
    url = writing["url"] if is_web(writing["url"]) else ""
    headline = writing["headline"] or writing["path"]
    return Listed(writing["path"], headline, writing["fate"], url, text)


def text_of(file: Path) -> Markup:
    """Return an article's text as HTML, without its headline; "" if the file can't be read."""
    try:
        body = file.read_text("utf-8").partition("\n---\n")[2]
    except (OSError, UnicodeDecodeError, ValueError):  # ValueError: no name of a file
        return Markup()
    return rendered("\n".join(without_headline(body.splitlines())))


def without_headline(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines without the first, if that is a heading of the first level."""
    is_start = True
    for line in lines:
        if is_start and line.startswith("# "):
            is_start = False
        elif line or not is_start:
            is_start = False
            yield line


def is_web(url: str) -> bool:
    """Return whether a report may link to an address."""
    return url.startswith(("http://", "https://"))
