"""Dates: the instant and its zone, a day where nothing states the time."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from crawler.extraction.dates.instants import Instant
from crawler.extraction.dates.moments import modified_candidates, published_candidates
from crawler.extraction.page.evidence import best
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC, SourceProfile

URL = "https://herald.example/world/harbour"
UTC = timezone.utc
EAST = timezone(timedelta(hours=7))
H1 = "<h1>Harbour of Northport reopens</h1>"


def at(hour: int, minute: int = 0, zone: timezone | ZoneInfo = UTC) -> datetime:
    return datetime(2024, 10, 5, hour, minute, tzinfo=zone)


def published(html: str, profile: SourceProfile = GENERIC, url: str = URL) -> Instant | None:
    page = read_page(html, url, profile)
    assert page is not None
    return best(published_candidates(page))


def stated(text: str, key: str = "datePublished") -> str:
    data = f'{{"@type": "NewsArticle", "{key}": "{text}"}}'
    return f'<script type="application/ld+json">{data}</script>'


def test_instant_stays_in_the_pages_zone() -> None:
    assert str(published(stated("2024-10-05T15:45:00+07:00"))) == "2024-10-05 15:45:00+07:00"


def test_instant_is_given_in_the_profiles_zone() -> None:
    profile = SourceProfile(name="herald", timezone="Asia/Phnom_Penh")
    found = published(stated("2024-10-05T08:45:00Z"), profile)
    assert str(found) == "2024-10-05 15:45:00+07:00"


def test_date_without_zone_takes_the_profiles() -> None:
    profile = SourceProfile(name="herald", timezone="Asia/Phnom_Penh")
    assert published(stated("2024-10-05T15:45:00"), profile) == at(8, 45)


def test_date_without_zone_takes_that_of_the_pages_other_dates() -> None:
    head = '<meta property="article:published_time" content="2024-10-05T16:00:00+07:00">'
    assert published(stated("2024-10-05T15:45:00") + head) == at(8, 45)


def test_midnight_is_a_day_and_stays_that_day() -> None:
    profile = SourceProfile(name="herald", timezone="Asia/Phnom_Penh")
    assert published(stated("2024-10-05T00:00:00Z"), profile) == date(2024, 10, 5)


@pytest.mark.parametrize(
    "more",
    [
        '<meta property="article:published_time" content="2024-10-05T15:45:00Z">',
        f"{H1}<p>Published 5 October 2024 15:45</p>",
        f'{H1}<time datetime="2024-10-05T15:45Z">today</time>',
    ],
)
def test_time_comes_from_other_evidence_of_the_same_day(more: str) -> None:
    assert published(stated("2024-10-05") + more) == at(15, 45)


def test_other_evidence_of_another_day_does_not() -> None:
    head = '<meta property="article:published_time" content="2024-10-06T15:45:00Z">'
    assert published(stated("2024-10-05") + head) == date(2024, 10, 5)


def test_instant_in_utc_is_given_in_the_zone_that_readers_see() -> None:
    html = stated("2024-10-06T02:41:41Z") + '<time datetime="2024-10-05T21:41:41-05:00">x</time>'
    assert str(published(html)) == "2024-10-05 21:41:41-05:00"


@pytest.mark.parametrize(
    "line",
    [
        "5 October 2024",
        "By Ann Lee | October 5, 2024 | 4 min read",
        "Author: Tove Sandal. Date published Sat, 2024-10-05",
        "<span>Published</span> <span>Oct 5, 2024</span>",
        "<time>5 Oct 2024</time>",
    ],
)
def test_line_by_the_headline_tells_the_day_where_no_data_does(line: str) -> None:
    other = (
        "<p>On 1 January 2020 the harbour of the town was closed for good, people said then.</p>"
    )
    assert published(f"<html lang=en>{H1}<p>{line}</p>{other}") == date(2024, 10, 5)


@pytest.mark.parametrize(
    ("language", "changed"), [("en", "Updated: 6 October 2024"), ("de", "Stand: 6. Oktober 2024")]
)
def test_line_of_the_last_change_is_not_that_of_publication(language: str, changed: str) -> None:
    html = f"<html lang={language}>{H1}<p>{changed}</p><p>5.10.2024</p>"
    assert published(html) == date(2024, 10, 5)


def test_caption_with_a_date_is_no_date_line() -> None:
    caption = "The harbour of Northport in a storm, before the ferries stopped, 5 May 2020"
    assert published(f"<html lang=en>{H1}<p>{caption}</p><p>5 October 2024</p>") == date(
        2024, 10, 5
    )


def test_date_after_the_last_change_is_questioned() -> None:
    head = '<meta property="article:published_time" content="2024-10-05T15:45:00Z">'
    data = stated("2034-10-05T15:45:00Z") + stated("2024-10-05T16:00:00Z", "dateModified")
    assert published(data + head) == at(15, 45)
    assert published(data) == datetime(2034, 10, 5, 15, 45, tzinfo=UTC)


STORY = (
    "<p>The harbour was closed for good after the storm, and the ferries were sold that year.</p>"
    * 9
)


@pytest.mark.parametrize(
    "line",
    [
        '<p class="date">5 October 2024</p>',
        '<div class="post-published">Published on: 5 October 2024</div>',
        "<h4>Published</h4> <p><time>5 October 2024</time></p>",
        "<aside><p>Posted on <time>5 October 2024</time></p></aside>",
        '<p class="date">5 October 2024</p><p class="date">Updated 9 October 2024</p>',
        '<p class="date">Published 5 October 2024</p><time>1 May 2020</time>',
        '<span class="date">5 October 2024</span><footer><time>1 May 2020</time></footer>',
    ],
)
def test_date_that_is_called_one_counts_wherever_it_stands(line: str) -> None:
    assert published(f"<html lang=en>{H1}{STORY}{line}") == date(2024, 10, 5)


@pytest.mark.parametrize(
    "line",
    [
        '<p class="date">5 October 2024</p><p class="date">1 May 2020</p>',
        '<p class="candidate">5 October 2024</p>',
        f'<p class="date">{STORY} 5 October 2024</p>',
        '<aside><p class="date">5 October 2024</p></aside>',
    ],
)
def test_date_that_may_be_another_storys_is_none(line: str) -> None:
    assert published(f"<html lang=en>{H1}{STORY}{line}") is None


def test_profiles_date_line_comes_first() -> None:
    profile = SourceProfile(
        name="herald",
        timezone="Asia/Phnom_Penh",
        date_line=r"Publication date (?P<date>\d\d \w+ \d{4} \| \d\d:\d\d)",
    )
    html = stated("2020-01-01T00:00:01Z") + "<p>Publication date <b>05 October 2024 | 15:45</b> ICT"
    assert published(html, profile) == at(8, 45)


def test_url_tells_the_day_where_nothing_else_does() -> None:
    assert published("<p>x", url="https://herald.example/2024/10/05/harbour") == date(2024, 10, 5)
    assert published("<p>x", url="https://herald.example/2024-10-05+sea") == date(2024, 10, 5)
    assert published("<p>x", url="https://herald.example/harbour") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-10-05T16:00:00Z", at(16)),
        ("2024-10-05T15:00:00Z", None),
        ("2024-10-05", None),
    ],
)
def test_change_counts_only_if_later(text: str, expected: Instant | None) -> None:
    page = read_page(stated(text, "dateModified"), URL, GENERIC)
    assert page is not None
    assert best(modified_candidates(page, at(15, 45))) == expected


@pytest.mark.parametrize(
    ("html", "day"),
    [
        ("<html lang=en-GB>", 3),
        ("<html lang=en-AU>", 3),
        ("<html lang=en-IN>", 3),
        ("<html lang=en-001>", 3),
        ("<html lang=en-UK>", 3),
        ("<html lang=de>", 3),
        ('<html lang=en><meta property="og:locale" content="en_GB">', 3),
        ("<html lang=en-US>", 4),
        ("<html lang=en-PH>", 4),
        ("<html lang=en>", 4),
        ("<html>", 4),
    ],
)
def test_order_of_day_and_month_is_that_of_the_declared_region(html: str, day: int) -> None:
    line = f"{html}{H1}<p>03/04/2024</p>"
    assert published(line) == date(2024, 4 if day == 3 else 3, day)


def test_order_of_day_and_month_is_the_countrys_where_the_template_is_american() -> None:
    line = f"<html lang=en-US>{H1}<p>03/04/2024</p>"
    assert published(line, url="https://herald.co.uk/a") == date(2024, 4, 3)


def test_american_order_needs_a_text_in_english() -> None:
    page = read_page(f"<html lang=en-US>{H1}<p>03/04/2024</p>", URL, GENERIC)
    assert page is not None
    assert best(published_candidates(page, "es")) == date(2024, 4, 3)
    assert best(published_candidates(page, "en")) == date(2024, 3, 4)


def test_months_are_read_in_the_texts_language_too() -> None:
    page = read_page(f"<html lang=en>{H1}<p>5 de octubre de 2024</p>", URL, GENERIC)
    assert page is not None
    assert best(published_candidates(page)) is None
    assert best(published_candidates(page, "es")) == date(2024, 10, 5)


def test_time_without_zone_is_on_the_readers_clock_where_they_share_one() -> None:
    page = read_page(f"<html lang=th>{H1}<p>5 ต.ค. 2567 10:35 น.</p>", URL, GENERIC)
    assert page is not None
    assert str(best(published_candidates(page, "th"))) == "2024-10-05 10:35:00+07:00"


@pytest.mark.parametrize(
    "lines",
    [
        "<p>PUBLISHED: 15:45 GMT, 5 October 2024 | UPDATED: 17:20 GMT, 6 October 2024</p>",
        "<p><span>15:45, 5 Oct 2024</span><span>Updated 17:20, 6 Oct 2024</span></p>",
        "<p>15:45, 5 Oct 2024Updated 17:20, 6 Oct 2024</p>",
        "<p>PUBLISHED Saturday October 5, 2024 at 3:45 PM UTC | UPDATED: Sunday October 6, 2024 at"
        " 5:20 PM UTC</p>",
        "<p>Last updated: 6 October 2024 17:20 First published: 5 October 2024 15:45</p>",
        "<p><span>Last updated: 6 October 2024 17:20</span>"
        " <span>First published: 5 October 2024 15:45</span></p>",
        "<p><span class=updated>6 Oct 2024 17:20</span> <span>5 Oct 2024 15:45</span></p>",
        "<p>2024-10-05 15:45 发布 2024-10-06 17:20 更新</p>",
        "<p>입력 2024.10.05 15:45</p><p>수정 2024.10.06 17:20</p>",
        "<p>입력 2024.10.05 오후 3:45 수정 2024.10.06 오후 5:20</p>",
        "<time class=updated itemprop=dateModified datetime=2024-10-06T17:20Z>x</time>"
        "<time class='entry-date published' itemprop=datePublished datetime=2024-10-05T15:45Z>"
        "y</time>",
        "<div><b>Updated</b> <time datetime=2024-10-06T17:20Z>6 October</time></div>"
        "<div><b>Published</b> <time datetime=2024-10-05T15:45Z>5 October</time></div>",
    ],
)
def test_publication_and_change_are_distinguished_in_any_order(lines: str) -> None:
    page = read_page(f"<html lang=ko>{H1}{lines}", URL, GENERIC)
    assert page is not None
    first = best(published_candidates(page))
    assert first == at(15, 45)
    assert best(modified_candidates(page, first)) == datetime(2024, 10, 6, 17, 20, tzinfo=UTC)


def test_element_that_holds_both_dates_is_the_publications() -> None:
    time = "<time class='entry-date published updated' datetime=2024-10-05T15:45Z>5 Oct</time>"
    assert published(f"{H1}{time}") == at(15, 45)


def test_abbreviation_states_its_instant() -> None:
    abbr = "<abbr class=published title=2024-10-05T15:45:00+07:00>3:45 PM</abbr>"
    assert published(f"{H1}<h2>Saturday, October 5, 2024</h2>{abbr}") == at(15, 45, EAST)
    assert published(f"{H1}{abbr}") == at(15, 45, EAST)


@pytest.mark.parametrize(
    "stated",
    ["data-timestamp=1728143100", "data-time=1728143100000", "data-date='2024-10-05T15:45:00Z'"],
)
def test_what_an_element_states_for_the_pages_scripts_is_its_instant(stated: str) -> None:
    assert published(f"{H1}<span class=published {stated}>2 hours ago</span>") == at(15, 45)


def test_a_number_of_something_else_is_no_instant() -> None:
    line = "<span class=published data-id=1728143100>4 October 2024</span>"
    assert published(f"{H1}{line}") == date(2024, 10, 4)


@pytest.mark.parametrize("unset", ["1970-01-01T00:00:00Z", "1969-12-31T19:00:00-05:00"])
def test_the_beginning_of_unix_time_is_no_date(unset: str) -> None:
    """A program says it that knows none."""
    meta = f'<meta property="article:published_time" content="{unset}">'
    assert published(f"{meta}{H1}<p class=date>5 October 2024</p>") == date(2024, 10, 5)


def test_line_of_the_author_may_hold_the_date() -> None:
    line = "<p class=byline>Saturday October 5, 2024 3:45 pm UTC by Tove Sandal</p>"
    assert published(f"<html lang=en>{H1}{line}") == at(15, 45)


def test_date_in_the_headline_is_none() -> None:
    head = "<title>Ferry timetable of 5 October 2024</title>"
    assert published(f"{head}<h1>Ferry timetable of <em>5 October 2024</em></h1><p>x") is None


def test_heading_that_is_a_date_is_one() -> None:
    assert published(f"<h2>Saturday, October 5, 2024</h2>{H1}<p>x") == date(2024, 10, 5)
    assert published(f"{H1}<h4>Boats and the harbour</h4><h4>5 Oct 2024</h4>") == date(2024, 10, 5)


COMMENT = (
    "<article class=comment><b>Per</b> <time datetime=2024-10-08T10:00Z>1 day ago</time></article>"
)


@pytest.mark.parametrize(
    "readers",
    [
        f"<section class=comments>{COMMENT}</section>",
        "<ol id=comments><li>Per <p class=date>Posted 8 October 2024</p></ol>",
        "<div itemtype='https://schema.org/Comment'><p>8 October 2024</p></div>",
        "<div class=disqus_thread><span class=date>8 October 2024</span></div>",
    ],
)
@pytest.mark.parametrize("story", ["<p>Short.</p>", STORY])
def test_date_of_a_readers_comment_is_not_the_articles(readers: str, story: str) -> None:
    assert published(f"<html lang=en><body>{H1}{story}{readers}") is None


def test_page_with_comments_has_a_date() -> None:
    html = f"<body class=has-comments><main class=comments-open>{H1}<p>5 October 2024</p></main>"
    assert published(f"<html lang=en>{html}") == date(2024, 10, 5)


def test_menu_of_months_is_no_date() -> None:
    menu = "<select><option>May 2004 (12)</option><option>June 2004 (3)</option></select>"
    time = "<time class='entry-date published' datetime=2024-10-05T15:45Z>5 Oct</time>"
    assert published(f"<html lang=en>{menu}{H1}{STORY}<footer>{time}</footer>") == at(15, 45)
    assert published(f"<html lang=en>{menu}{H1}{STORY}") is None


def test_film_in_the_story_is_older_than_the_story() -> None:
    film = '{"@type": "VideoObject", "uploadDate": "2019-01-01T10:00:00Z"}'
    html = f'<script type="application/ld+json">{film}</script>'
    head = '<meta property="article:published_time" content="2024-10-05T15:45:00Z">'
    assert published(html + head) == at(15, 45)
    assert published(html) == datetime(2019, 1, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2024-10-09T15:45:00Z", at(9, 30)),
        ("2024-10-09", at(9, 30)),
        ("2024-10-06T08:00:00Z", datetime(2024, 10, 6, 8, tzinfo=UTC)),
    ],
)
def test_date_ahead_of_the_retrieval_is_doubted(printed: str, expected: Instant) -> None:
    head = '<meta property="article:published_time" content="2024-10-05T09:30:00Z">'
    page = read_page(stated(printed) + head, URL, GENERIC, retrieved=at(12))
    assert page is not None
    assert best(published_candidates(page)) == expected


def test_page_with_no_date_but_one_ahead_has_none() -> None:
    page = read_page(stated("2031-01-01T15:45:00Z"), URL, GENERIC, retrieved=at(12))
    assert page is not None
    assert published_candidates(page) == []


def test_midnight_is_no_instant_of_retrieval() -> None:
    midnight = datetime(2024, 1, 1, tzinfo=UTC)  # of an archive that knows the year
    page = read_page(stated("2024-10-05T15:45:00Z"), URL, GENERIC, retrieved=midnight)
    assert page is not None
    assert best(published_candidates(page)) == at(15, 45)


def test_a_date_below_a_headline_that_is_no_heading_is_found() -> None:
    story = f"<td>{'The harbour of Northport reopened, its master said. ' * 9}</td>"
    page = read_page(
        "<html><head><title>Harbour reopens</title></head><body><table>"
        "<tr><td class=contentheading>Harbour reopens</td></tr>"
        f"<tr><td class=createdate>04.03.2025 09:05</td></tr><tr>{story}</tr></table>",
        "https://herald.example/index.php?id=81",
        GENERIC,
    )
    assert page is not None
    found = best(published_candidates(page))
    assert str(found)[:16] == "2025-03-04 09:05"


def test_data_may_hold_a_date_as_a_value_object() -> None:
    data = stated("2024-10-05T08:45:00+00:00").replace(
        '"2024-10-05T08:45:00+00:00"', '{"@type":"Date","@value":"2024-10-05T08:45:00+00:00"}'
    )
    assert published(data) == at(8, 45)


RDFA = '<span property="dc:date dc:created" content="{}" datatype="xsd:dateTime">By Ann Lee</span>'


def test_rdfa_marks_the_date_as_drupal_writes_it() -> None:
    own = RDFA.format("2024-10-05T08:45:00+00:00")
    assert published(f"{H1}{own}<p>Text.</p>") == at(8, 45)
    other = RDFA.format("2024-10-01T08:45:00+00:00")  # a list of stories
    assert published(f"{H1}<div>{own}</div><div>{other}</div><p>Text.</p>") is None


FETCHED = datetime(2024, 10, 5, 9, 30, tzinfo=UTC)


def counted(line: str, retrieved: datetime | None = FETCHED, lang: str = "en") -> Instant | None:
    html = f"<html lang={lang}>{H1}<div>{line}</div>"
    page = read_page(html, URL, GENERIC, retrieved=retrieved)
    assert page is not None
    return best(published_candidates(page))


@pytest.mark.parametrize(
    ("lang", "line", "day"),
    [
        ("en", "3 days ago", date(2024, 10, 2)),
        ("en", "By Ann Lee · 2 hours ago · 4 min read", date(2024, 10, 5)),
        ("en", "<time>1 week ago</time>", date(2024, 9, 28)),
        ("de", "vor 12 Stunden", date(2024, 10, 4)),
        ("fr", "Publié il y a 2 jours", date(2024, 10, 3)),
        ("ru", "21 час назад", date(2024, 10, 4)),
        ("ja", "5時間前", date(2024, 10, 5)),
        ("fr", "5 minutes ago", date(2024, 10, 5)),
    ],
)
def test_a_line_may_count_the_days_back_from_the_retrieval(lang: str, line: str, day: date) -> None:
    assert counted(line, lang=lang) == day


@pytest.mark.parametrize(
    "line",
    [
        "Updated 2 hours ago",
        "30 days agora",
        "3 days ago</div><div>5 days ago",
        "<div class=comment>Bo, 3 days ago</div>",
        "It was 3 days ago that the harbour of Northport was opened again",
    ],
)
def test_what_else_counts_days_is_no_date_of_the_page(line: str) -> None:
    assert counted(line) is None


def test_days_are_counted_back_only_where_the_page_has_no_date() -> None:
    assert counted("3 days ago, on 1 October 2024") == date(2024, 10, 1)
    assert counted("3 days ago", None) is None
    assert counted("3 days ago", datetime(2024, 10, 5, tzinfo=UTC)) is None
