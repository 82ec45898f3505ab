"""Finds when a source's articles are not as they used to be: its pages may have changed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from math import exp, log

from crawler.fates import UNEXPECTED
from crawler.items import ARTICLE_TYPES, Article, Fate, PageType

# Counts of one day of one source: pages, lost (UNEXPECTED), articles, characters, `has <field>` for
# each field, where its site has a model, modelled and fitting, of those whose blocks were judged,
# judged and dropped (percents, added up), and of runs that look for what is new, polls and
# unanswered.
Day = Mapping[str, int]

RECENT = timedelta(days=1)  # today's and yesterday's runs are judged together
USUAL = timedelta(days=28)  # by those of the four weeks before
SPAN = RECENT + USUAL
FITS = 50  # percent of fit, as extraction trusts the model from
STRANGE_PAGES = 5  # pages that don't fit, from which the layout is new and no page is odd
ENOUGH = 30  # usual articles, before which nothing is usual
# Odds against chance. A source is judged in every run, on eight fields: a million judgements a
# year are soon made.
CHANCE = 1e-6


# What says something of how the source's articles are made: an article, and one whose text is not
# found. Errors, walls and notices in an article's place are counted by their fates alone.
TELLING: frozenset[PageType] = ARTICLE_TYPES | {"empty"}
# The fields whose absence suggests that a site has changed.
FIELDS = (
    "headline",
    "description",
    "authors",
    "section",
    "date_published",
    "image",
    "language",
    "body",
)


@dataclass
class Yield:
    """What one source's articles were like; sums, so that runs can be added up."""

    articles: int = 0  # that came out of extraction, written or not
    characters: int = 0  # of their bodies
    filled: Counter[str] = field(default_factory=Counter)  # field: articles that have it
    modelled: int = 0  # articles of a site that has a model
    fitting: int = 0  # of them, whose pages fit it
    judged: int = 0  # articles of which is known how much of their pages is none of them
    dropped: int = 0  # that, in percent, of all of them

    def add(self, article: Article) -> None:
        """Count an article in, unless its page is none."""
        if article.page_type not in TELLING:
            return
        self.articles += 1
        self.characters += len(article.text)
        self.filled.update(name for name in FIELDS if getattr(article, name))
        if article.fit is not None:
            self.modelled += 1
            self.fitting += article.fit >= FITS
        if article.dropped is not None:
            self.judged += 1
            self.dropped += article.dropped


def day_counts(fates: Mapping[Fate, int], harvest: Yield) -> Day:
    """Return a run's counts of one source, to be added to its day."""
    return {
        "pages": sum(fates.values()),
        "lost": sum(fates.get(fate, 0) for fate in UNEXPECTED),
        "articles": harvest.articles,
        "characters": harvest.characters,
        **({"modelled": harvest.modelled, "fitting": harvest.fitting} if harvest.modelled else {}),
        **({"judged": harvest.judged, "dropped": harvest.dropped} if harvest.judged else {}),
        **{f"has {field}": number for field, number in harvest.filled.items()},
    }


def recent_and_usual(days: Mapping[date, Day], today: date) -> tuple[Counter[str], Counter[str]]:
    """Return the sums of today and yesterday, and of the four weeks before."""
    recent: Counter[str] = Counter()
    usual: Counter[str] = Counter()
    for day, counts in days.items():
        if day >= today - RECENT:
            recent.update(counts)
        elif day >= today - SPAN:
            usual.update(counts)
    return recent, usual


def usual_fills(days: Mapping[date, Day], today: date) -> dict[str, int]:
    """Return how many percent of a source's articles usually have each field, {} before ENOUGH."""
    usual = recent_and_usual(days, today)[1]
    if usual["articles"] < ENOUGH:
        return {}
    return {name: 100 * usual[f"has {name}"] // usual["articles"] for name in FIELDS}


def alarms(days: Mapping[date, Day], today: date) -> Iterator[str]:
    """Yield in what a source has left its usual range; days: its own, the last five weeks'."""
    recent, usual = recent_and_usual(days, today)
    yield from new_layout(recent, usual)
    if usual["articles"] < ENOUGH:
        return
    yield from missing_fields(recent, usual)
    if is_more(recent["lost"], recent["pages"], usual["lost"], usual["pages"]):
        yield f"{percent(recent['lost'], recent['pages'])} of its pages give no article" + (
            f"; {percent(usual['lost'], usual['pages'])} is usual"
        )
    if recent["articles"] >= 10:
        length, before = (sums["characters"] / sums["articles"] for sums in (recent, usual))
        if not before * 0.4 <= length <= before * 3:
            yield f"its articles have {length:.0f} characters; {before:.0f} is usual"
    yield from silence(days, today)


def new_layout(recent: Counter[str], usual: Counter[str]) -> Iterator[str]:
    """Yield that pages have left the layout that the site's model was learned from."""
    strange, before = (sums["modelled"] - sums["fitting"] for sums in (recent, usual))
    is_new = 2 * strange > recent["modelled"] or is_more(
        strange, recent["modelled"], before, usual["modelled"]
    )
    if strange >= STRANGE_PAGES and is_new:
        yield (
            f"{strange} of its {recent['modelled']} pages do not fit its model, as of a new "
            "layout: scrapy learn"
        )


def fit_by_day(days: Mapping[date, Day]) -> Iterator[tuple[date, int]]:
    """Yield the days with pages of a site that has a model, and the percent that fit it."""
    for day, counts in sorted(days.items()):
        if counts.get("modelled"):
            yield day, 100 * counts["fitting"] // counts["modelled"]


def is_alarmed(days: Mapping[date, Day], today: date) -> bool:
    """Return whether an alarm stands: it is over when a whole day has passed without one.

    Near its bound it would else come and go with the hours, as a day's counts fill up.
    """
    before = {day: counts for day, counts in days.items() if day < today}
    asked = (alarms(days, today), alarms(before, today - timedelta(days=1)))
    return any(next(found, None) for found in asked)


def missing_fields(recent: Counter[str], usual: Counter[str]) -> Iterator[str]:
    """Yield each field that is missing more often than chance allows."""
    for name in FIELDS:
        gaps, usual_gaps = (sums["articles"] - sums[f"has {name}"] for sums in (recent, usual))
        if is_more(gaps, recent["articles"], usual_gaps, usual["articles"]):
            yield f"{percent(gaps, recent['articles'])} of its articles lack {name}" + (
                f"; {percent(usual_gaps, usual['articles'])} is usual"
            )


def is_more(hits: int, tries: int, usual_hits: int, usual_tries: int) -> bool:
    """Return whether so many hits are more than chance allows at the usual rate.

    Chernoff's bound on the binomial distribution: exp(-tries * D(rate || usual rate)).
    """
    usual = (usual_hits + 1) / (usual_tries + 2)  # Laplace: what never happened still may
    if not tries or (rate := hits / tries) <= usual:
        return False
    distance = rate * log(rate / usual)
    if rate < 1:
        distance += (1 - rate) * log((1 - rate) / (1 - usual))
    return exp(-tries * distance) < CHANCE


def silence(days: Mapping[date, Day], today: date) -> Iterator[str]:
    """Yield that nothing has come for longer than in the weeks before, week-ends included."""
    fruitful = sorted(day for day, counts in days.items() if counts.get("articles"))
    if len(fruitful) < 2:
        return
    gaps = [(later - day).days for day, later in pairwise(fruitful)]
    gap = (today - fruitful[-1]).days
    a_day = sum(days[day]["articles"] for day in fruitful) / (fruitful[-1] - fruitful[0]).days
    if gap > max(gaps) + 1 and exp(-gap * a_day) < CHANCE:
        yield f"nothing new for {gap} days; {a_day:.0f} articles a day are usual"


def percent(part: int, whole: int) -> str:
    """Return a share for people."""
    return f"{part / whole:.0%}" if whole else "0%"
