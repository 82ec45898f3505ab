"""Invented publishers of different habits: what each has on line at an instant."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from random import Random
from zoneinfo import ZoneInfo

from tests.likeness_pairs import report, sentence

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Story:
    """An article as its newsroom knows it."""

    number: int
    published: datetime
    headline: str
    text: tuple[str, ...]
    edited: datetime | None = None  # when a paragraph was added
    withdrawn: datetime | None = None
    moved: datetime | None = None  # to another address
    is_copy: bool = False  # of what another publisher has written

    def paragraphs(self, now: datetime) -> tuple[str, ...]:
        if self.edited and now >= self.edited:
            return (f"This report was put right later: {self.text[0]}", *self.text)
        return self.text

    def is_online(self, now: datetime) -> bool:
        return self.published <= now and not (self.withdrawn and now >= self.withdrawn)


@dataclass
class Answer:
    """What a server says."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0  # seconds, real ones


@dataclass
class Publisher:
    """One with a feed and decent habits; the others differ in what they override."""

    name: str
    start: datetime
    days: int
    a_day: int = 5
    zone: str = "UTC"
    site: str = ""  # such as http://127.0.0.2:8000

    listing = "/feed.xml"
    listing_key = "feeds"
    listed_at_most = 30

    def __post_init__(self) -> None:
        self.random = Random(self.name)
        self.stories = sorted(self.written(), key=lambda story: story.published)

    def written(self) -> Iterator[Story]:
        """Yield the stories of all days, published at any minute of them."""
        for number in range(self.days * self.a_day):
            day = self.start + number // self.a_day * DAY
            text = tuple(report(self.random, self.random.randint(10, 20)))
            headline = " ".join(sentence(self.random).split()[:9])
            published = day + self.random.randint(0, 1439) * timedelta(minutes=1)
            yield self.with_fate(Story(number, published, headline, text))

    def with_fate(self, story: Story) -> Story:
        """Return the story with what will happen to it."""
        return story

    def can_be_found(self, story: Story) -> bool:
        """Say whether a listing named the story while somebody could read it."""
        return True

    @property
    def host(self) -> str:
        return self.site.partition("//")[2]

    def profile(self) -> str:
        """Return the YAML of the source."""
        return (
            f"name: {self.name}\ndomains: ['{self.host}']\n"
            f"{self.listing_key}: ['{self.site}{self.listing}']\n"
            f"article_urls: ['^/story/']\ntimezone: {self.zone}\nlanguage: en\n"
            "poll_interval: 1 h\n"
        )

    # On the web.

    def path(self, story: Story, now: datetime) -> str:
        moved = story.moved and now >= story.moved
        return f"/story/{story.number}/{'new' if moved else 'the'}-harbour-news"

    def listed(self, now: datetime) -> list[Story]:
        online = [story for story in self.stories if story.is_online(now)]
        return online[: -self.listed_at_most - 1 : -1]

    def answer(self, path: str, headers: Mapping[str, str], now: datetime) -> Answer:
        """Return what the site answers at an instant."""
        if path == "/robots.txt":
            return Answer(body=b"User-agent: *\nDisallow: /private\n")
        if path == self.listing:
            return self.unless_known(self.listing_page(self.listed(now), now), headers)
        for story in self.stories:
            if story.published <= now and path.startswith(f"/story/{story.number}/"):
                return self.story_answer(story, path, headers, now)
        return Answer(404, b"<html><h1>Not found")

    def story_answer(
        self, story: Story, path: str, headers: Mapping[str, str], now: datetime
    ) -> Answer:
        if not story.is_online(now):
            return Answer(410, b"<html><h1>Withdrawn")
        if path != self.path(story, now):
            return Answer(301, headers={"Location": self.path(story, now)})
        return self.unless_known(Answer(body=self.story_page(story, now)), headers)

    def unless_known(self, answer: Answer, headers: Mapping[str, str]) -> Answer:
        """Return the answer with its validator, or that it has not changed."""
        etag = f'"{sha256(answer.body).hexdigest()[:12]}"'
        if headers.get("If-None-Match") == etag:
            return Answer(304, headers={"ETag": etag})
        answer.headers["ETag"] = etag
        return answer

    # Listings and pages.

    def listing_page(self, stories: Iterable[Story], now: datetime) -> Answer:
        items = "".join(
            f"<item><title>{story.headline}</title>"
            f"<link>{self.site}{self.path(story, now)}?utm_source=rss</link>"
            f"<pubDate>{format_datetime(story.published)}</pubDate></item>"
            for story in stories
        )
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
        return Answer(body=feed.encode(), headers={"Content-Type": "application/rss+xml"})

    def story_page(self, story: Story, now: datetime) -> bytes:
        data = {
            "@type": "NewsArticle",
            "headline": story.headline,
            "datePublished": self.printed(story.published),
            "author": {"@type": "Person", "name": "Ada Brook"},
            "image": f"{self.site}/images/{story.number}.jpg",
        }
        text = "".join(f"<p>{line}</p>" for line in story.paragraphs(now))
        return f"""<!DOCTYPE html><html lang="en"><head>
            <title>{story.headline} | {self.name}</title>
            <meta property="og:site_name" content="{self.name}">
            <script type="application/ld+json">{json.dumps(data)}</script></head>
            <body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
            <article><h1>{story.headline}</h1>{text}</article>{self.furniture(now)}
            <footer>Share this article</footer></body></html>""".encode()

    def furniture(self, now: datetime) -> str:
        return ""

    def printed(self, instant: datetime) -> str:
        return instant.astimezone(ZoneInfo(self.zone)).isoformat()


class MapOnly(Publisher):
    """Has a packed news sitemap of two days, and no validators."""

    listing = "/news.xml.gz"
    listing_key = "sitemaps"

    def listing_page(self, stories: Iterable[Story], now: datetime) -> Answer:
        pages = "".join(
            f"<url><loc>{self.site}{self.path(story, now)}</loc><news:news>"
            f"<news:publication_date>{self.printed(story.published)}</news:publication_date>"
            f"<news:title>{story.headline}</news:title></news:news></url>"
            for story in stories
            if now - story.published < 2 * DAY
        )
        space = "http://www.google.com/schemas/sitemap-news/0.9"
        return Answer(body=gzip.compress(f'<urlset xmlns:news="{space}">{pages}</urlset>'.encode()))

    def unless_known(self, answer: Answer, headers: Mapping[str, str]) -> Answer:
        return answer


class PageOnly(Publisher):
    """Has a front page that tells no dates; it prints them without a zone, in its own."""

    listing = "/"
    listing_key = "sections"

    def listing_page(self, stories: Iterable[Story], now: datetime) -> Answer:
        links = "".join(
            f'<li><a href="{self.path(story, now)}">{story.headline}</a></li>' for story in stories
        )
        return Answer(body=f"<html><body><h1>News</h1><ul>{links}</ul></body></html>".encode())

    def printed(self, instant: datetime) -> str:
        return instant.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None).isoformat()


class Liar(Publisher):
    """Says that its feed has not changed, whatever it holds."""

    def unless_known(self, answer: Answer, headers: Mapping[str, str]) -> Answer:
        if "If-None-Match" in headers and answer.headers.get("Content-Type"):
            return Answer(304)
        answer.headers["ETag"] = '"for ever"'
        return answer


class Busy(Publisher):
    """Answers some pages an hour; then it asks to be left alone for two hours."""

    a_hour = 6

    def __post_init__(self) -> None:
        super().__post_init__()
        self.asked: dict[datetime, int] = {}
        self.impatience = 0  # requests that came although it had asked to be left alone
        self.rests_until = self.start

    def answer(self, path: str, headers: Mapping[str, str], now: datetime) -> Answer:
        self.asked[now] = self.asked.get(now, 0) + 1
        if now < self.rests_until:
            self.impatience += 1
        elif self.asked[now] > self.a_hour:
            self.rests_until = now + 2 * HOUR
        else:
            return super().answer(path, headers, now)
        return Answer(429, headers={"Retry-After": "7200"})


class Slow(Publisher):
    """Takes its time, and is out of order for an hour now and then."""

    def answer(self, path: str, headers: Mapping[str, str], now: datetime) -> Answer:
        if now.hour == 3 and now.day % 5 == 0:
            return Answer(500, b"Out of order")
        return replace(super().answer(path, headers, now), pause=0.02)


class Mortal(Publisher):
    """Is dead from the second fifth of the time on, and back for the last two."""

    def is_dead(self, now: datetime) -> bool:
        return self.days / 5 <= (now - self.start) / DAY < 3 * self.days / 5

    def can_be_found(self, story: Story) -> bool:
        revival = self.start + 3 * self.days / 5 * DAY
        is_late = self.is_dead(story.published + 2 * HOUR)
        return not is_late or story in self.listed(revival)

    def answer(self, path: str, headers: Mapping[str, str], now: datetime) -> Answer:
        if self.is_dead(now):
            return Answer(500, b"Dead")
        return super().answer(path, headers, now)


class Editor(Publisher):
    """Edits, withdraws and moves what it has published; the furniture changes all the time."""

    def with_fate(self, story: Story) -> Story:
        later = story.published + self.random.randint(150, 1200) * timedelta(minutes=1)
        kind = story.number % 5
        if kind == 0:
            return replace(story, edited=later)
        if kind == 1:
            return replace(story, withdrawn=later)
        return replace(story, moved=later) if kind == 2 else story

    def furniture(self, now: datetime) -> str:
        others = "".join(
            f'<li><a href="{self.path(story, now)}">{story.headline}</a></li>'
            for story in self.listed(now)[:5]
        )
        return f"<aside><h3>Most read</h3><ul>{others}</ul><p>{now:%H:%M} now</p></aside>"


class Copycat(Publisher):
    """Prints what an agency writes, cut and edited, some hours later, beside its own."""

    agency: Publisher | None = None

    def copy_from(self, agency: Publisher) -> None:
        """Add a copy of every third story of the agency's."""
        copies = [
            replace(
                story,
                number=10_000 + story.number,
                published=story.published + 2 * HOUR,
                headline=f"From the wires: {story.headline}",
                text=story.text[: max(8, len(story.text) * 2 // 3)],
                is_copy=True,
            )
            for story in agency.stories[::3]
        ]
        self.stories = sorted([*self.stories, *copies], key=lambda story: story.published)


class Changer(Publisher):
    """Has another layout from the middle on: no picture, no structured data."""

    @property
    def changes(self) -> datetime:
        return self.start + self.days / 2 * DAY

    def story_page(self, story: Story, now: datetime) -> bytes:
        if now < self.changes:
            return super().story_page(story, now)
        text = "<br><br>".join(story.paragraphs(now))
        return f"""<html><head><title>{story.headline}</title></head><body>
            <div class="m"><b>{story.headline}</b><div class="t">{text}</div></div>
            </body></html>""".encode()
