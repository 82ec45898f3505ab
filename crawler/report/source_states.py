"""What is known of each source: its profile, its last articles, and what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.downloader.robots import long_delay, site_of
from crawler.ledger import Harvest, Ledger
from crawler.ledger.agenda import SourceRecord
from crawler.profiles.profile import SourceProfile
from crawler.profiles.schedule import is_believed
from crawler.run.health import fit_by_day

DAY = timedelta(days=1)
QUIET = timedelta(days=7)  # a source that gave nothing for so long is looked at


@dataclass(frozen=True)
class SourceState:
    """A line of `scrapy sources`."""

    name: str
    domain: str
    listings: int  # feeds, sitemaps and section pages
    last_article: datetime | None  # when the newest was first retrieved, UTC
    day: int  # new articles within a day
    week: int
    last_answer: datetime | None  # of a listing, UTC
    next_poll: datetime | None  # None: at the next run
    problems: tuple[str, ...]
    held: tuple[tuple[str, str], ...] = ()  # codes of articles that wait in held/, and why
    retired: str | None = None  # why it is asked no more
    fit: tuple[tuple[str, int], ...] = ()  # days of a week, and the percent of pages of the layout


def source_states(
    profiles: Mapping[str, SourceProfile], ledger: Ledger, now: datetime, token: str = ""
) -> list[SourceState]:
    """Return the state of each source by name.

    token: our product token, to which robots.txt speaks.
    """
    day, week = now - timedelta(days=1), now - timedelta(days=7)
    began = ledger.has_read_news()
    return [
        state_of(
            profiles[name],
            ledger.entries.harvest(name, day, week),
            ledger.agenda.source(name),
            now,
            began=began,
            delay=slowest(profiles[name], ledger, token),
            held=tuple((entry.code, entry.held or "") for entry in ledger.entries.held(name)),
            fit=tuple(
                (day.isoformat(), percent)
                for day, percent in fit_by_day(ledger.days.since(name, week.date()))
            ),
        )
        for name in sorted(profiles)
    ]


def state_of(
    profile: SourceProfile,
    harvest: Harvest | None,
    record: SourceRecord,
    now: datetime,
    *,
    began: bool,
    delay: float = 0.0,
    held: tuple[tuple[str, str], ...] = (),
    fit: tuple[tuple[str, int], ...] = (),
) -> SourceState:
    """Return a source's state.

    began: `news` has run, and may have read it; delay: seconds that its site asks for between two
    pages, if they are many; held: codes and reasons.
    """
    problems = list(gaps(profile))
    last_news = harvest.last_news if harvest else None
    if last_news is None and began:
        problems.append("has given no article yet")
    elif last_news is not None and now - last_news > QUIET:
        problems.append(f"has given nothing for {(now - last_news).days} days")
    if record.failures and record.answered:
        problems.append(f"has not answered since {record.answered:%Y-%m-%d %H:%M} UTC")
    elif record.failures:
        problems.append("has never answered")
    if delay:
        problems.append(
            f"its robots.txt asks for {delay:.0f} seconds between two pages: "
            f"{DAY / timedelta(seconds=delay):.0f} a day at most, feeds included"
        )
    if record.validators_lie:
        problems.append("says “not modified” of a listing that was; it is always fetched whole")
    if not is_believed(record.hints, record.true_hints):
        problems.append("says of articles that they have changed which have not; it is ignored")
    if profile.retired:
        problems = [f"retired: {profile.retired}"]
    next_poll = record.due if record.due and record.due > now else None
    if profile.paused_until:
        again = datetime.fromisoformat(profile.paused_until).replace(tzinfo=now.tzinfo)
        if again > now:
            next_poll = again
            problems = [f"paused until {profile.paused_until}"]
    return SourceState(
        name=profile.name,
        domain=profile.domains[0],
        listings=len(profile.listings),
        last_article=harvest.last if harvest else None,
        day=harvest.day if harvest else 0,
        week=harvest.week if harvest else 0,
        last_answer=record.answered,
        next_poll=next_poll,
        problems=tuple(problems),
        held=held,
        fit=fit,
        retired=profile.retired,
    )


def slowest(profile: SourceProfile, ledger: Ledger, token: str) -> float:
    """Return the longest delay of the source's sites that a run can't wait for, 0 for none."""
    own = [f"https://{prefix}{domain}/" for domain in profile.domains for prefix in ("", "www.")]
    sites = {site_of(url) for url in (*profile.listings, *own)}
    return max(long_delay(ledger.agenda, site, token) for site in sites)


def gaps(profile: SourceProfile) -> Iterator[str]:
    """Yield what a profile leaves open."""
    if not profile.listings:
        yield "names no listing: `news` reads its front page and the sitemaps in robots.txt"
    if profile.sections and not profile.article_urls:
        yield "has no article_urls: links of section pages are guessed"
    if not profile.timezone:
        yield "has no timezone: its dates may be hours off"
    if not profile.language:
        yield "has no language"
    if profile.unverified:
        yield f"not checked on line: {', '.join(profile.unverified)}"
