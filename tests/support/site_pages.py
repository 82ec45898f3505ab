"""Pages of an invented site, and the model that they teach."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from random import Random

from benchmarks.reports import report
from crawler.extraction.article import Extraction, extract
from crawler.extraction.page.page import read_page
from crawler.memory.learning import learned
from crawler.memory.traces import PageTrace, page_trace
from crawler.profiles.profile import SourceProfile
from crawler.profiles.site_model import SiteModel

# It reads as a sentence of the story does, so that the classifier alone keeps it.
PROMO = "The harbour desk told readers that its letter of the morning had been sent to them again."
USER = "Ada Brook"  # of the content management system
Text = Callable[[int], Sequence[str]]

SITE = SourceProfile(name="quayside", domains=("quayside.example",), language="en")


def story(number: int, sentences: int = 8) -> list[str]:
    """Return the paragraphs of a report, another one for each number."""
    return [f"<p>{line}</p>" for line in report(Random(number), sentences)]


def address(number: int, section: str = "town") -> str:
    return f"https://quayside.example/{section}/story-{number}"


def page_of(
    text: Sequence[str],
    number: int,
    *,
    above: str = "",
    below: str = "",
    container: str = "story-text",
    author: str = USER,
    image: str = "",
) -> str:
    """Return a page with this text between a header and a footer that all pages have."""
    headline = f"{report(Random(number), 1)[0][:50].rsplit(' ', 1)[0]} {number}"
    og = f'<meta property="og:image" content="{image}">' if image else ""
    return f"""<!DOCTYPE html><html lang="en"><head>
        <title>{headline} - Quay and Tide Daily - Town desk</title>{og}
        <meta name="author" content="{author}"></head>
        <body><div class="masthead"><p>Quay and Tide Daily, founded on the pier</p></div>
        <main><h1>{headline}</h1>{above}<div class="{container}">{"".join(text)}</div>{below}</main>
        <div class="colophon"><p>Printed by the harbour press</p></div></body></html>"""


@cache
def trace_of(html: str, url: str, day: int = 1) -> PageTrace:
    """Return what is remembered of a page that was fetched on a day of March 2026."""
    page = read_page(html, url, SITE)
    assert page is not None
    trace = page_trace(page, f"2026-03-{day:02}T08:00:00Z")
    assert trace is not None
    return trace


def model_of(traces: Iterable[PageTrace]) -> SiteModel:
    model = learned(SITE.name, traces)
    assert model is not None
    return model


def read_with(model: SiteModel | None, html: str, url: str) -> Extraction:
    return extract(html, url, replace(SITE, model=model))


def lines_of(extraction: Extraction) -> list[str]:
    return [judged.block.text for judged in extraction.judgements if judged.kept]


def reason_of(extraction: Extraction, text: str) -> str | None:
    """Return why the block that begins with a text was dropped."""
    return next(j.reason for j in extraction.judgements if j.block.text.startswith(text))


def traces(text: Text, numbers: Sequence[int] = range(10), **changes: str) -> list[PageTrace]:
    return [trace_of(page_of(text(n), n, **changes), address(n), day=1 + n % 28) for n in numbers]


def signed_traces(pages: int = 10) -> list[PageTrace]:
    """Return traces of pages whose data name the one who enters all stories, and no writer."""
    writers = ("Mara Lund", "Tom Astley", "Ines Karr", "Piet Holm")
    return [
        trace_of(
            page_of(
                with_promo(n), n, author=USER, above=f'<p class="byline">By {writers[n % 4]}</p>'
            ),
            address(n),
            day=1 + n,
        )
        for n in range(pages)
    ]


def with_promo(number: int) -> list[str]:
    return [*story(number), f"<p>{PROMO}</p>"]
