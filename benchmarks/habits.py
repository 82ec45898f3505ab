"""Publishers of other habits than benchmarks/publishers.py has."""

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from benchmarks.publishers import DAY, HOUR, Answer, Publisher, Story
from benchmarks.reports import report


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


class Stamper(MapOnly):
    """Says of each page, in each sitemap, that it was changed a minute ago."""

    def listing_page(self, stories: Iterable[Story], now: datetime) -> Answer:
        answer = super().listing_page(stories, now)
        stamp = f"<lastmod>{(now - timedelta(minutes=1)).isoformat()}</lastmod><news:news>"
        pages = gzip.decompress(answer.body).replace(b"<news:news>", stamp.encode())
        return replace(answer, body=gzip.compress(pages))


class PageOnly(Publisher):
    """Has a front page whose data have no dates; it prints them without a zone, in its own."""

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
    """Edits, withdraws and moves what it has published; the furniture changes all the time.

    Its feed says when each story was last edited.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        self.seen_after: dict[int, timedelta] = {}  # story: time from its edit to the first look

    def story_answer(
        self, story: Story, path: str, headers: Mapping[str, str], now: datetime
    ) -> Answer:
        if story.edited and story.edited <= now:
            self.seen_after.setdefault(story.number, now - story.edited)
        return super().story_answer(story, path, headers, now)

    def item(self, story: Story, now: datetime) -> str:
        if not story.edited or now < story.edited:
            return super().item(story, now)
        return f"{super().item(story, now)}<updated>{story.edited.isoformat()}</updated>"

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


class Dark(Publisher):
    """Answers 503 to everything for a day."""

    def is_dark(self, now: datetime) -> bool:
        return (
            timedelta() <= now - self.start - 0.4 * self.days * DAY < min(DAY, self.days * DAY / 5)
        )

    def answer(self, path: str, headers: Mapping[str, str], now: datetime) -> Answer:
        if self.is_dark(now):
            return Answer(503, b"Back soon")
        return super().answer(path, headers, now)


class Background(Publisher):
    """Prints the same background below all stories of a week, and takes most of some away again.

    Of every other one it says so.
    """

    def with_fate(self, story: Story) -> Story:
        week = (story.published - self.start) // (7 * DAY)
        background = report(Random(f"{self.name} {week}"), 7)
        own = story.text[: self.random.randint(5, 12)]
        later = story.published + self.random.randint(150, 1200) * timedelta(minutes=1)
        shrunk = later if story.number % 3 == 0 else None
        return replace(
            story, text=(*own, *background), shrunk=shrunk, says_so=story.number % 2 == 0
        )


class Broken(Publisher):
    """Shows the first lines of its stories only, for two days: a template has broken."""

    def is_broken(self, now: datetime) -> bool:
        return (
            timedelta()
            <= now - self.start - self.days / 2 * DAY
            < min(2 * DAY, self.days * DAY / 5)
        )

    def story_page(self, story: Story, now: datetime) -> bytes:
        if self.is_broken(now):
            story = replace(story, text=story.text[:2])
        return super().story_page(story, now)
