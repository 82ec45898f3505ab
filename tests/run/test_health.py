"""A source is flagged when its pages change, and not in quiet weeks."""

import random
from datetime import date, timedelta

import pytest

from crawler.run.health import FIELDS, Yield, alarms, day_counts, fit_by_day, is_alarmed, is_more
from tests.support.articles import make_article

TODAY = date(2024, 10, 17)  # a Thursday


def day(articles: int = 10, lost: int = 0, characters: int = 2000, **has: int) -> dict[str, int]:
    """The counts of a day on which every article has every field, but those named otherwise."""
    counts = {"pages": articles + lost, "lost": lost, "articles": articles}
    fields = {f"has {field}": has.get(field, articles) for field in FIELDS}
    return {**counts, "characters": articles * characters, **fields}


def weeks(**today: int) -> dict[date, dict[str, int]]:
    """Four even weeks and a day."""
    days = {TODAY - timedelta(days=number): day() for number in range(1, 29)}
    return {**days, TODAY: day(**today)}


@pytest.mark.parametrize(
    ("today", "alarm"),
    [
        ({"headline": 0}, "50% of its articles lack headline; 0% is usual"),
        ({"image": 3}, "35% of its articles lack image; 0% is usual"),
        ({"articles": 5, "body": 0}, "33% of its articles lack body; 0% is usual"),
        ({"articles": 2, "lost": 20}, "62% of its pages give no article; 0% is usual"),
        ({"articles": 40, "characters": 150}, "its articles have 520 characters; 2000 is usual"),
        ({"articles": 40, "characters": 9000}, "its articles have 7600 characters; 2000 is usual"),
    ],
)
def test_change_is_flagged_on_its_day(today: dict[str, int], alarm: str) -> None:
    assert alarm in list(alarms(weeks(**today), TODAY))


@pytest.mark.parametrize(
    "today",
    [
        {},
        {"articles": 0},
        {"articles": 60},
        {"image": 9},
        {"articles": 1, "image": 0},
        {"lost": 1},
        {"characters": 4000},
    ],
)
def test_everyday_change_is_not_flagged(today: dict[str, int]) -> None:
    assert list(alarms(weeks(**today), TODAY)) == []


def test_new_source_has_nothing_usual() -> None:
    days = {TODAY - timedelta(days=5): day(29), TODAY: day(headline=0)}

    assert list(alarms(days, TODAY)) == []


def test_field_that_is_often_missing_is_not_missed() -> None:
    days = {when: day(authors=5) for when in weeks()}

    assert list(alarms({**days, TODAY: day(authors=3)}, TODAY)) == []


def test_silence_longer_than_usual_is_flagged() -> None:
    days = {when: counts for when, counts in weeks().items() if when < TODAY - timedelta(days=3)}

    assert list(alarms(days, TODAY)) == ["nothing new for 4 days; 10 articles a day are usual"]


def test_week_ends_are_no_silence() -> None:
    days = {when: counts for when, counts in weeks().items() if when.weekday() < 5}

    for number in range(5):  # Thursday to Monday
        assert list(alarms(days, TODAY + timedelta(days=number))) == []


def test_no_false_alarm_in_a_quiet_year() -> None:
    chance = random.Random(4)
    days = {}
    flagged = 0
    for number in range(365):
        today = TODAY + timedelta(days=number)
        articles = chance.randint(0, 30)
        has = {
            field: sum(chance.random() < share for _ in range(articles))
            for field, share in (("image", 0.9), ("authors", 0.6), ("section", 0.99))
        }
        days[today] = day(articles, lost=chance.randint(0, 2), **has)
        flagged += len(list(alarms(days, today)))

    assert flagged == 0


def test_rate_at_or_below_the_usual_one_is_not_more() -> None:
    assert not is_more(0, 0, 0, 0)
    assert not is_more(5, 100, 10, 100)
    assert is_more(100, 100, 10, 100)


def test_counts_of_a_run_are_those_of_its_articles() -> None:
    harvest = Yield()
    harvest.add(make_article())
    harvest.add(make_article(image=None))
    counts = day_counts({"written": 2, "failed": 1, "not an article": 3, "gone": 4}, harvest)

    assert (counts["pages"], counts["lost"], counts["articles"]) == (10, 4, 2)
    assert (counts["has headline"], counts["has image"]) == (2, 1)


def test_a_notice_in_an_articles_place_says_nothing_of_how_articles_are_made() -> None:
    harvest = Yield()
    harvest.add(make_article(fit=100))
    for kind in ("notice", "error", "not_found", "section"):
        harvest.add(make_article(page_type=kind, fit=3, authors=(), image=None))
    assert (harvest.articles, harvest.filled["authors"]) == (1, 1)
    assert (harvest.modelled, harvest.fitting) == (1, 1)
    harvest.add(make_article(page_type="empty", body=()))
    assert (harvest.articles, harvest.filled["body"]) == (2, 1)


def test_fields_that_an_article_has_are_counted() -> None:
    harvest = Yield()
    harvest.add(make_article())
    harvest.add(make_article(authors=(), section=None))
    assert (harvest.articles, harvest.filled["headline"], harvest.filled["authors"]) == (2, 2, 1)
    assert harvest.characters == 2 * len(make_article().text)


def test_an_alarm_is_over_after_a_whole_day_without_one():
    lacking = weeks(image=3)
    after = {TODAY + timedelta(days=number): day() for number in range(1, 5)}
    days = {**lacking, **after}

    def stands(number):
        now = TODAY + timedelta(days=number)
        return is_alarmed({when: counts for when, counts in days.items() if when <= now}, now)

    assert [stands(number) for number in range(-1, 5)] == [False, True, True, True, False, False]


def test_an_alarm_does_not_end_because_a_new_day_begins():
    yesterday = TODAY - timedelta(days=1)
    days = {**weeks(articles=1), yesterday: day(image=4), TODAY - timedelta(days=2): day()}
    assert is_alarmed(days, TODAY)


@pytest.mark.parametrize(
    ("strange", "pages", "is_new"), [(4, 4, False), (6, 10, True), (20, 120, True), (5, 300, False)]
)
def test_pages_of_a_new_layout_are_an_alarm(strange: int, pages: int, is_new: bool) -> None:
    today = date(2026, 3, 20)
    usual = {"articles": 200, "modelled": 200, "fitting": 197}
    days = {today - timedelta(days=9): usual}
    days[today] = {"articles": pages, "modelled": pages, "fitting": pages - strange}
    found = [alarm for alarm in alarms(days, today) if "fit its model" in alarm]
    assert bool(found) is is_new


def test_the_share_of_a_page_that_is_dropped_is_added_up_where_it_is_known() -> None:
    harvest = Yield()
    for dropped in (20, 40, None):
        harvest.add(make_article(dropped=dropped))
    counts = day_counts({"written": 3}, harvest)
    assert (counts["judged"], counts["dropped"]) == (2, 60)
    assert "judged" not in day_counts({"written": 1}, Yield())


def test_the_share_of_pages_that_fit_is_known_by_day() -> None:
    harvest = Yield()
    for fit in (100, 80, 20, None):
        harvest.add(make_article(fit=fit))
    counts = day_counts({"written": 4}, harvest)
    assert [*fit_by_day({date(2026, 3, 1): counts, date(2026, 3, 2): {}})] == [
        (date(2026, 3, 1), 66)
    ]
