"""The AMP page, the print page and the main page of an article are one article, and one file."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.command import scrapy

MAIN = "https://www.hill-gazette.example/local/night-bus-stays"
TITLE = "Council votes to keep the night bus"
TEXT = """
<p>Councillors in Oakhurst voted by eleven to four on Tuesday to keep the night bus, which had been
due to stop at the end of the month.</p>
<p>The bus carries forty people on an average night, most of them on their way to or from the
hospital, a count by its drivers showed.</p>
<p>“Nobody takes a bus at three in the morning for the fun of it,” said Lena Hobart, a nurse who
spoke for six minutes and was applauded for one.</p>
"""
STATEMENT = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "mainEntityOfPage": MAIN,
    "datePublished": "2025-02-04T21:30:00+00:00",
    "author": {"@type": "Person", "name": "Piet Aldous"},
}
HEAD = f"""<title>{TITLE}</title><link rel="canonical" href="{MAIN}">
<link rel="amphtml" href="{MAIN}/amp">
<script type="application/ld+json">{json.dumps(STATEMENT)}</script>"""
PAGES = {
    "main": (
        MAIN,
        f"<html lang='en'><head>{HEAD}</head><body><nav><a href='/'>Home</a></nav><article>"
        f"<h1>{TITLE}</h1><p class='byline'>By Piet Aldous</p>{TEXT}</article></body></html>",
    ),
    "amp": (
        f"{MAIN}/amp",
        f"<html ⚡ lang='en'><head>{HEAD}<script async src='https://cdn.ampproject.org/v0.js'>"
        f"</script></head><body><article><h1>{TITLE}</h1>{TEXT}<amp-ad width='300'></amp-ad>"
        "</article><amp-consent><div>We use cookies.</div></amp-consent></body></html>",
    ),
    "print": (
        f"{MAIN}?print=1",
        f"<html lang='en'><head>{HEAD}</head><body onload='window.print()'><h1>{TITLE}</h1>{TEXT}"
        "</body></html>",
    ),
}


def replayed(output: Path, names: Sequence[str]) -> dict[str, bytes]:
    """Replay these versions in this order, and return the files by name."""
    folder = output / "-".join(names)
    folder.mkdir(parents=True)
    for number, name in enumerate(names):
        url, html = PAGES[name]
        (folder / f"{number}.html").write_text(html, encoding="utf-8")
        at = f"2025-02-05T0{sorted(PAGES).index(name)}:00:00Z"
        headers = {"Content-Type": "text/html; charset=utf-8"}
        sidecar = {"url": url, "fetched_at": at, "headers": headers}
        (folder / f"{number}.json").write_text(json.dumps(sidecar))
    settings = {"OUTPUT_DIR": output, "EXTRACTION_PROCESSES": 0}
    done = scrapy("crawl", "replay", "-a", f"path={folder}", settings=settings)
    assert done.returncode == 0, done
    return {path.name: path.read_bytes() for path in output.glob("articles/*.md")}


@pytest.mark.parametrize("first", list(PAGES))
def test_each_version_alone_has_the_code_and_the_address_of_the_main_one(
    first: str, tmp_path: Path
) -> None:
    ((name, file),) = replayed(tmp_path, [first]).items()
    assert name == "ART2502042130EISETL.md"
    assert f'origin_url: "{MAIN}"'.encode() in file
    assert b"Nobody takes a bus" in file
    assert b"cookies" not in file


def test_versions_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    orders = (["main", "amp", "print"], ["print", "amp", "main"])
    one, other = (replayed(tmp_path / str(n), order) for n, order in enumerate(orders))
    assert len(one) == 1
    assert one == other


def test_the_amp_page_of_a_written_article_changes_nothing(tmp_path: Path) -> None:
    before = replayed(tmp_path, ["main"])
    assert replayed(tmp_path, ["print"]) == before
    assert replayed(tmp_path, ["amp"]).keys() == before.keys()
