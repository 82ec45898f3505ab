"""Which pages are refused, and which of them should be: a row a kind.

    python -m benchmarks.non_articles
    python -m benchmarks.non_articles --write FOLDER     the pages as files, for a look

"by words" are pages that are refused for words of a list alone. Exits with 1 if one is, if more
than 3 of 100 walls are taken for articles, or as many articles refused. Bare ones, for which
nothing speaks but their four sentences, are not counted.
"""

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.non_articles.pages import BARE, LANGUAGES, Case, cases
from crawler.extraction.article import Extraction, extract
from crawler.items import ARTICLE_TYPES
from crawler.profiles.profile import GENERIC
from pipelines.clean import NotAnArticle, Paywalled, clean, refuse

LEAST = 0.97  # share of pages refused that are no articles


def refusal(found: Extraction) -> str | None:
    """Return the reason for which the pipelines refuse a page, None if it is written."""
    try:
        refuse(clean(found.article))
    except (NotAnArticle, Paywalled) as refused:
        return refused.reason
    return None


def is_by_words(found: Extraction) -> bool:
    """Return whether all that speaks against the page is words of a list."""
    against = [c for c in found.evidence["page_type"] if c.value not in ARTICLE_TYPES]
    return bool(against) and all(c.origin.startswith(("title", "wording")) for c in against)


def main() -> int:
    """Print the table; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", type=Path, help="a folder for the pages")
    arguments = parser.parse_args()
    rows: defaultdict[tuple[str, bool, str], Counter[str]] = defaultdict(Counter)
    wrong: list[Case] = []
    by_words = Counter[str]()
    for n, case in enumerate(cases()):
        if arguments.write:
            arguments.write.mkdir(parents=True, exist_ok=True)
            name = f"{n:03}-{case.kind.replace(' ', '-')}-{case.language}-{case.style}.html"
            (arguments.write / name).write_text(case.html, "utf-8")
        found = extract(case.html.encode(), case.url, GENERIC)
        reason = refusal(found)
        kind = (reason or "written").partition(":")[0]
        rows[case.half, case.is_article, case.kind][kind] += 1
        if (reason is None) != case.is_article:
            wrong.append(case)
        by_words[case.half] += not case.is_article and is_by_words(found)
    failed = bool(sum(by_words.values()))
    for half in LANGUAGES:
        for is_article in (False, True):
            print(f"\n{'articles' if is_article else 'no articles'}, {half}")
            of_all = Counter[str]()
            for (in_half, kind_is_article, kind), reasons in rows.items():
                if in_half == half and kind_is_article == is_article:
                    of_all += reasons if kind != BARE else Counter()
                    print(_row(kind, reasons))
            print(_row("all", of_all))
            refused = 1 - of_all["written"] / of_all.total()
            failed |= refused > 1 - LEAST if is_article else refused < LEAST
        print(f"by words of a list alone: {by_words[half]}")
    print("\nwrong:")
    for case in wrong:
        print(f"  {case.kind}, {case.language}, {case.style}, {case.half}")
    return int(failed)


def _row(kind: str, reasons: Counter[str]) -> str:
    refused = reasons.total() - reasons["written"]
    why = ", ".join(f"{reason} {n}" for reason, n in reasons.most_common() if reason != "written")
    return f"  {kind:24} refused {refused:3} of {reasons.total():3}   {why}"


if __name__ == "__main__":
    sys.exit(main())
