"""An invented publisher of decent habits: what it has on line at an instant."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from random import Random
from zoneinfo import ZoneInfo

from benchmarks.reports import report, sentence

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
    shrunk: datetime | None = None  # when all but its first lines was taken out
    says_so: bool = False  # the shrunk text begins with a word of it
    is_copy: bool = False  # of what another publisher has written

    def paragraphs(self, now: datetime) -> tuple[str, ...]:
        if self.shrunk and now >= self.shrunk:
            notice = ("Correction: an earlier version of this report said more than we know.",)
            return (*notice, *self.text[:3]) if self.says_so else self.text[:3]
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
        """Return whether a listing named the story while somebody could read it."""
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
        items = "".join(f"<item>{self.item(story, now)}</item>" for story in stories)
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
        return Answer(body=feed.encode(), headers={"Content-Type": "application/rss+xml"})

    def item(self, story: Story, now: datetime) -> str:
        return (
            f"<title>{story.headline}</title>"
            f"<link>{self.site}{self.path(story, now)}?utm_source=rss</link>"
            f"<pubDate>{format_datetime(story.published)}</pubDate>"
        )

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
