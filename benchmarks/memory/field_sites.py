"""Sites made by code whose pages state fields wrongly, page after page, and what is true."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from html import escape
from typing import Any

from benchmarks.memory.tongues import TONGUES, Writer

SITES, PAGES = 24, 20
FAULTS = 4  # of a site
BEGIN = datetime(2026, 1, 5, 6, tzinfo=timezone.utc)
SECTIONS = 4

Truth = dict[str, Any]  # field of Article: what is true of it


@dataclass
class FieldPage:
    """A page, and what is true of its fields."""

    url: str
    fetched: datetime
    truth: Truth
    data: dict[str, Any]  # JSON-LD
    meta: dict[str, str] = field(default_factory=dict)
    heading: str = "h1"
    byline: str = ""
    dateline: str = ""
    above: str = ""
    html: str = ""


class FieldSite:
    """A site in one language, with its own mix of what content management systems get wrong."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.writer = Writer(TONGUES[number % len(TONGUES)], f"fields {number}")
        self.name = self.writer.words(2)
        self.slogan = self.writer.words(6)
        self.writers = [self.writer.name() for _ in range(5)]
        self.user = self.writer.name()
        self.sections = [self.writer.words(1) for _ in range(SECTIONS)]
        self.host = f"https://fields-{number}.example"
        kinds = list(KINDS)
        # One site in six has no fault: what is right has to stay so.
        self.kinds = sorted(self.writer.random.sample(kinds, FAULTS)) if number % 6 else []

    def pages(self) -> list[FieldPage]:
        return [self.page(number) for number in range(PAGES)]

    def page(self, number: int) -> FieldPage:
        published = BEGIN + timedelta(hours=31 * number, minutes=7 * number)
        truth = {
            "headline": self.writer.words(9),
            "date_published": published,
            # Of a site of few hands one writes most: no user of the system is wrong there.
            "authors": (self.writers[0 if number % 5 < 3 else number % 5],),
            "section": self.sections[self.writer.random.randrange(SECTIONS)],
            "image": f"{self.host}/pictures/{self.writer.random.randrange(10**8):08}.jpg",
        }
        data = {
            "@type": "NewsArticle",
            "headline": truth["headline"],
            "datePublished": published.isoformat(),
            "articleSection": truth["section"],
        }
        meta = {"author": truth["authors"][0], "og:title": truth["headline"]}
        fetched = published + timedelta(days=3)
        page = FieldPage(f"{self.host}/a/{number}-{number * 37}", fetched, truth, data, meta)
        page.byline = f'<a rel="author" href="/u">{truth["authors"][0]}</a>'
        for kind in self.kinds:
            KINDS[kind](self, page, number)
        page.html = self._html(page)
        return page

    def _html(self, page: FieldPage) -> str:
        truth = page.truth
        printed = truth["date_published"].isoformat()
        metas = "".join(
            f'<meta property="{name}" name="{name}" content="{escape(text)}">'
            for name, text in page.meta.items()
        )
        picture = (
            f'<figure><img src="{truth["image"]}" width="900" height="600"></figure>'
            if truth["image"]
            else ""
        )
        paragraphs = [self.writer.paragraph() for _ in range(7)]
        paragraphs[0] = page.dateline + paragraphs[0]
        text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        return f"""<!DOCTYPE html><html lang="{self.writer.tongue.code}"><head>
            <title>{escape(truth["headline"])} | {escape(self.name)}</title>{metas}
            <script type="application/ld+json">{json.dumps(page.data)}</script></head><body>
            <nav class="breadcrumb"><a href="/">{self.name}</a> /
            <a href="/s">{truth["section"]}</a></nav>
            {page.above}<main><{page.heading}>{escape(truth["headline"])}</{page.heading}>
            <div class="author">{page.byline}</div>
            <time datetime="{printed}">{printed[:10]}</time>{picture}
            <div class="text">{text}</div></main></body></html>"""


Kind = Callable[[FieldSite, FieldPage, int], None]


def user(site: FieldSite, page: FieldPage, number: int) -> None:
    """The one who enters all stories."""
    page.meta["author"] = site.user


def two_users(site: FieldSite, page: FieldPage, number: int) -> None:
    page.data["author"] = {"@type": "Person", "name": (site.user, site.writers[4])[number % 2]}


def built(site: FieldSite, page: FieldPage, number: int) -> None:
    """When the templates were changed."""
    page.data["datePublished"] = (BEGIN + timedelta(days=40)).isoformat()
    page.fetched = BEGIN + timedelta(days=60)


def imported(site: FieldSite, page: FieldPage, number: int) -> None:
    """When the older stories came into the system."""
    if number % 3:
        page.data["datePublished"] = (BEGIN - timedelta(days=400)).isoformat()


def of_fetch(site: FieldSite, page: FieldPage, number: int) -> None:
    page.data["datePublished"] = (page.fetched - timedelta(seconds=2)).isoformat()


def of_change(site: FieldSite, page: FieldPage, number: int) -> None:
    changed = page.truth["date_published"] + timedelta(days=2 * (number % 3 > 0), minutes=9)
    page.data |= {"datePublished": changed.isoformat(), "dateModified": changed.isoformat()}


def name_above(site: FieldSite, page: FieldPage, number: int) -> None:
    """The h1 has the slogan, and so do the data."""
    page.above, page.heading = f"<h1>{escape(site.slogan)}</h1>", "h2"
    page.data["headline"] = page.meta["og:title"] = site.slogan


def shared_title(site: FieldSite, page: FieldPage, number: int) -> None:
    page.data["headline"] = page.meta["og:title"] = site.slogan
    page.heading = "div"


def one_section(site: FieldSite, page: FieldPage, number: int) -> None:
    page.data["articleSection"] = site.slogan.split(site.writer.tongue.space or None)[0]


def symbol(site: FieldSite, page: FieldPage, number: int) -> None:
    """A picture for stories without one."""
    if number % 2:
        page.truth["image"] = None
    page.meta["og:image"] = page.truth["image"] or f"{site.host}/pictures/of-all-stories-7.jpg"


def written_in_dateline(site: FieldSite, page: FieldPage, number: int) -> None:
    """The writer is named behind place and agency alone."""
    page.byline = ""
    page.meta.pop("author", None)
    page.data.pop("author", None)
    place = site.sections[number % SECTIONS]
    page.dateline = f"{place} ({site.name}, {page.truth['authors'][0]}) – "


KINDS: dict[str, Kind] = {
    "built": built,
    "imported": imported,
    "name_above": name_above,
    "of_change": of_change,
    "of_fetch": of_fetch,
    "one_section": one_section,
    "shared_title": shared_title,
    "symbol": symbol,
    "two_users": two_users,
    "user": user,
    "written_in_dateline": written_in_dateline,
}
