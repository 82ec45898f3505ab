"""Pages to be fast with: those of the corpora and their variants, of any size, and hostile ones."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from itertools import count, islice
from pathlib import Path
from random import Random

from benchmarks.corpus import corpus_names, corpus_pages
from crawler.archive.records import SavedPage
from crawler.archive.saved_pages import saved_pages
from crawler.archive.warc_writer import WarcWriter

ROOT = Path(__file__).resolve().parent.parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"
FETCHED = datetime(2024, 10, 18, tzinfo=timezone.utc)

Page = tuple[bytes, str]  # HTML, URL

_MARKUP = re.compile(rb"(<(?:script|style)\b.*?</(?:script|style)\s*>|<[^>]*>)", re.S | re.I)
_WORD = re.compile(rb"\b[a-z]{4,}\b")
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()


def all_pages(corpora: Path) -> list[Page]:
    """Return the pages of all corpora; the ones that ship with the project if there are none."""
    return [
        (page.html, page.url)
        for name in corpus_names(corpora)
        for page in corpus_pages(corpora, name)
    ] or [
        (page.body, page.url)
        for page in saved_pages(ROOT / "tests" / "fixtures")
        if isinstance(page, SavedPage)
    ]


def sample(corpora: Path, most: int) -> list[Page]:
    """Return at most so many pages, evenly from all corpora."""
    pages = all_pages(corpora)
    step = max(1, len(pages) // most)
    return pages[::step][:most]


def distinct(pages: list[Page], number: int) -> Iterator[bytes]:
    """Yield so many pages that are no copies of each other: all, then all in other words, …"""
    everything = (
        variant(html, round_) if round_ else html for round_ in count() for html, _ in pages
    )
    yield from islice(everything, number)


def variant(html: bytes, number: int) -> bytes:
    """Return a page whose longer words have changed places, each the same way everywhere."""
    parts = _MARKUP.split(html)
    words = sorted({word for part in parts[::2] for word in _WORD.findall(part)})
    others = words.copy()
    Random(number).shuffle(others)
    place = dict(zip(words, others, strict=True))
    parts[::2] = [_WORD.sub(lambda match: place[match[0]], part) for part in parts[::2]]
    return b"".join(parts)


def write_archive(path: Path, pages: Iterable[bytes]) -> int:
    """Write a WARC file of pages under addresses of their own; return how many."""
    writer = WarcWriter(path)
    number = 0
    for number, html in enumerate(pages, 1):
        url = f"https://n{number % 64}.example/2024/10/17/story-{number}"
        headers = (("Content-Type", "text/html"),)
        writer.write(SavedPage(url, FETCHED, 200, headers, html))
    writer.close()
    return number


def sized(size: int, number: int = 0) -> bytes:
    """Return one of the news pages of about so many bytes: text, furniture, scripts grow alike."""
    random = Random(f"{size} {number}")
    parts = [b"", b"", b""]  # text, furniture, scripts
    while sum(map(len, parts)) < size:
        number = len(parts[0])
        parts[0] += f"<p>{sentence(random)} {sentence(random)}</p>\n".encode()
        parts[1] += (
            f'<li class="related"><a href="/2024/story-{number}"><img src="/{number}.jpg" alt="">'
            f"<span>{sentence(random)}</span></a></li>\n"
        ).encode()
        parts[2] += f"window.ads.push({{slot: {number}, size: [300, 250]}});\n".encode()
    title = sentence(random)
    return b"".join(
        (
            f"<!DOCTYPE html><html lang=en><head><title>{title}</title></head>".encode(),
            f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>".encode(),
            b"<time datetime=2024-10-17T15:45:00Z></time>%b</article>" % parts[0],
            b"<aside><ul>%b</ul></aside><script>%b</script></body></html>" % (parts[1], parts[2]),
        )
    )


def sentence(random: Random) -> str:
    """Return a sentence of invented words."""
    words = ("".join(random.choices(_SYLLABLES, k=random.randint(1, 4))) for _ in range(14))
    return " ".join(words).capitalize() + "."


def hostile() -> dict[str, bytes]:
    """Return pages that are made to be slow, each by what it has too much of."""
    text = sentence(Random(1))
    start = f"<html><head><title>{text}</title></head><body><h1>{text}</h1><p>{text * 9}</p>"
    bait, row = "a" * 50_000, "<tr>" + "<td>1" * 1000
    bodies = {
        "a million unclosed tags": "<b><p>" * 500_000,
        "100,000 nested divs": "<div>" * 100_000 + text,
        "one text node of 20 MB": f"<p>{text * (19_900_000 // len(text))}</p>",
        "a table of a million cells": f"<table>{row * 1000}</table>",
        "50,000 links": "".join(f'<p><a href="/{n}">{text}</a></p>' for n in range(50_000)),
        "spaces for regular expressions": f"<p>{' ' * 500_000}x</p><p>{', ' * 200_000}</p>",
        "words for regular expressions": f"<p>By {'A. ' * 100_000}</p><p>{bait}@{bait}</p>",
        "brackets for regular expressions": f"<p>{'[(' * 200_000}</p><p>{'*_' * 200_000}</p>",
        "dates for regular expressions": f"<p>{'1 January 20 ' * 50_000}</p><time>{'1:' * 99_999}",
        "an address of 5 MB": f'<a href="/{bait * 100}">{text}</a>',
    }
    return {name: (start + body).encode() for name, body in bodies.items()}
