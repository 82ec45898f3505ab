"""Which addresses of a source are no articles': patterns that take one, and what each would hit."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from crawler.discovery.article_addresses import path_and_query
from crawler.errors import ArgumentError
from crawler.profiles.checks import regular_expression
from crawler.review.catalogue.choosing import Named, named_articles
from crawler.review.desk.desk import Desk
from crawler.review.desk.rules import Rule, pattern

_NUMBER = re.compile(r"\d+")


def patterns(url: str) -> list[str]:
    """Return patterns that take an address, from its innermost folder out to it alone.

    As `ignore_urls` of a profile has them: searched in path and query; any number for a number.
    """
    return list(dict.fromkeys(_patterns(url)))


def _patterns(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    *folders, _ = parts.path.strip("/").split("/")
    steps = [_NUMBER.sub(r"\\d+", pattern(folder)) for folder in folders]
    for end in range(len(steps), 0, -1):
        if re.search(r"[^\W\d_]", folders[end - 1]):
            yield f"^/{'/'.join(steps[:end])}/"
    for step, folder in zip(steps[1:], folders[1:], strict=True):
        if re.search(r"[^\W\d_]", folder):
            yield f"/{step}/"
    for name, mark, value in (pair.partition("=") for pair in parts.query.split("&") if pair):
        said = _NUMBER.sub(r"\\d+", pattern(value))
        yield rf"[?&]{pattern(name)}{mark}{said}(?:&|$)"
    yield f"^{pattern(path_and_query(url))}$"


def rule_of_pattern(written: str) -> Rule:
    """Return the rule that a person's pattern is; raises ArgumentError."""
    try:
        regular_expression(written)
    except ValueError as error:
        raise ArgumentError(f"{written!r} {error}") from error
    return Rule("ignore_urls", written)


def source_articles(desk: Desk, source: str) -> list[Named]:
    """Return all articles of a source, the newest first."""
    with desk.keeper.catalogue.open() as connection:
        return named_articles(connection, source)


def hits(articles: Sequence[Named], rule: Rule) -> list[Named]:
    """Return those of the articles whose addresses a rule takes."""
    sought = re.compile(rule.value)
    return [one for one in articles if sought.search(path_and_query(one.url))]
