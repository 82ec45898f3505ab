"""The headline: which of a page's titles it is, and what does not belong to it."""

import pytest

from crawler.extraction.fields.headline import headline_candidates
from crawler.extraction.fields.site_names import without_site_name
from crawler.extraction.page.evidence import best
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC, SourceProfile

URL = "https://www.herald.example/world/2024/10/05/harbour-reopens-after-storm"
HEADLINE = "Harbour of Northport reopens after the storm"


def headline(html: str, profile: SourceProfile = GENERIC) -> str | None:
    page = read_page(html, URL, profile)
    assert page is not None
    return best(headline_candidates(page))


def og(title: str) -> str:
    return f'<meta property="og:title" content="{title}">'


def stated(title: str, kind: str = "NewsArticle") -> str:
    return (
        f'<script type="application/ld+json">{{"@type": "{kind}", "headline": "{title}"}}</script>'
    )


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} | The Northport Herald",
        f"{HEADLINE} - The Northport Herald",
        f"{HEADLINE} – World – The Northport Herald",
        f"The Northport Herald: {HEADLINE}",
        f"The Northport Herald » {HEADLINE}",
        f"{HEADLINE}｜The Northport Herald",
        f"{HEADLINE} | herald.example",
        f"{HEADLINE} | World",
    ],
)
@pytest.mark.parametrize("h1", ["", f"<h1>{HEADLINE}</h1>"])
def test_site_and_section_are_no_part_of_the_headline(title: str, h1: str) -> None:
    site = '<meta property="og:site_name" content="The Northport Herald">'
    assert headline(f"<head><title>{title}</title>{site}</head>{h1}<p>x") == HEADLINE


@pytest.mark.parametrize(
    "title", ["Northport - a harbour town", "Ferry or bridge | what now?", "A: b"]
)
def test_headline_with_a_separator_stays_whole(title: str) -> None:
    assert headline(f"<head><title>{title}</title></head><p>x") == title


def test_the_sites_name_is_cut_though_all_of_the_page_prints_it() -> None:
    whole = f"{HEADLINE} - The Northport Herald"
    site = '<meta property="og:site_name" content="The Northport Herald">'
    assert headline(f"<head><title>{whole}</title>{og(whole)}{site}</head><h1>{whole}</h1>") == (
        HEADLINE
    )


def test_visible_headline_wins_where_others_resemble_it() -> None:
    html = og("Northport's harbour reopens, at last") + f"<h1>{HEADLINE}</h1>"
    assert headline(html) == HEADLINE


def test_newsrooms_headline_wins_where_it_is_stated_twice() -> None:
    html = stated(HEADLINE) + og(HEADLINE) + "<h1>Northport's harbour reopens after storm</h1>"
    assert headline(html) == HEADLINE


@pytest.mark.parametrize(
    "h1", ["The Northport Herald", "Herald", "Subscribe now and read the whole of it"]
)
def test_h1_of_the_site_is_not_the_headline(h1: str) -> None:
    site = '<meta property="og:site_name" content="The Northport Herald">'
    assert headline(f"{site}{og(HEADLINE)}<h1>{h1}</h1><p>x") == HEADLINE


def test_likeliest_of_several_h1s_is_the_headline() -> None:
    html = f"{og(HEADLINE)}<h1>Storm</h1><h1>{HEADLINE}</h1><h1>Storm warning of today</h1>"
    assert headline(html) == HEADLINE


@pytest.mark.parametrize(
    ("h1", "other", "expected"),
    [
        (f"<span>Northport</span> {HEADLINE}", HEADLINE, HEADLINE),
        (f"<b class=kicker>Northport</b> - <b>{HEADLINE}</b>", "Reopens", HEADLINE),
        (f"Northport: {HEADLINE}", HEADLINE, HEADLINE),
        (HEADLINE, f"Northport: {HEADLINE}", f"Northport: {HEADLINE}"),
        (f"{HEADLINE} <small>Posted on 5 October</small>", HEADLINE, HEADLINE),
        ("Harbour of <i>Northport</i>reopens after", "Harbour of Northport reopens after", None),
    ],
)
def test_kicker_is_part_of_the_headline_as_the_page_states_it(
    h1: str, other: str, expected: str | None
) -> None:
    assert headline(f"{og(other)}<h1>{h1}</h1>") == (expected or other)


def test_cut_headline_is_worse_than_the_whole_one() -> None:
    assert headline(stated("Harbour of Northport reopens…") + og(HEADLINE)) == HEADLINE


def test_entities_and_markup_are_read() -> None:
    assert (
        headline(og("Ann &amp;amp; Bo&amp;#8217;s &lt;i&gt;ferry&lt;/i&gt;")) == "Ann & Bo’s ferry"
    )


def test_profiles_selector_comes_first() -> None:
    profile = SourceProfile(name="herald", selectors={"headline": ".title"})
    html = f"{og(HEADLINE)}<h1>{HEADLINE}</h1><p class=title>Another headline</p>"
    assert headline(html, profile) == "Another headline"


def test_list_of_other_stories_says_nothing() -> None:
    other = "".join(stated(f"Story {n} of this day", "Article") for n in range(3))
    assert headline(f"{other}<head><title>{HEADLINE}</title></head>") == HEADLINE


@pytest.mark.slow
def test_title_of_separators_alone_ends_soon() -> None:
    assert without_site_name("a | " * 50_000, (), ["b" * 20]).startswith("a")


HOME = '<a href="https://www.herald.example/">{}</a>'


@pytest.mark.parametrize(
    "h1",
    [
        HOME.format("Harbour and Ropes"),
        '<a href="/">Harbour and Ropes</a>',
        "<span class=x>Harbour and Ropes</span>",
    ],
)
@pytest.mark.parametrize("level", ["h2", "h3"])
@pytest.mark.parametrize(
    "title",
    [
        "Harbour boats are counted anew",
        "Harbour boats are counted anew | Harbour and Ropes",
        "Harbour boats are counted anew « Harbour and Ropes",
        "Harbour boats are counted anew @ Harbour and Ropes",
    ],
)
def test_the_sites_h1_is_not_the_headline_that_a_lower_heading_shows(
    h1: str, level: str, title: str
) -> None:
    post = f"<{level}>Harbour boats are counted anew</{level}>"
    assert headline(f"{og(title)}<h1>{h1}</h1>{post}<p>x") == "Harbour boats are counted anew"


def test_an_alike_h1_is_not_given_up_for_a_heading_within_the_story() -> None:
    story = "<p>" + "The harbour of Northport was closed for a week. " * 3
    html = f"{og('Northport harbour reopens')}<h1>{HEADLINE}</h1>{story}"
    assert headline(f"{html}<h2>Northport harbour reopens</h2>") == HEADLINE


@pytest.mark.parametrize(
    "attributes",
    [
        'class="page-title hidden"',
        'class="element-invisible"',
        'style="display: none"',
        "hidden",
    ],
)
def test_a_hidden_h1_is_no_headline(attributes: str) -> None:
    html = f"<title>World - Herald</title><h1 {attributes}>World</h1><h1>{HEADLINE}</h1>"
    assert headline(f"{og(HEADLINE)}{html}") == HEADLINE


def test_an_h1_that_wide_screens_show_is_the_headline() -> None:
    html = f'{og("Northport harbour reopens")}<h1 class="hidden md:block">{HEADLINE}</h1>'
    assert headline(html) == HEADLINE


@pytest.mark.parametrize("title", [".", "-", "{{ page.title }}", "%%title%%", "undefined", "|"])
def test_a_title_that_says_nothing_is_none(title: str) -> None:
    assert headline(f"{og(title)}<h1>{HEADLINE}</h1>") == HEADLINE


def test_a_title_about_templates_stays() -> None:
    assert headline(og("What {{ page.title }} means")) == "What {{ page.title }} means"


def test_a_section_of_the_address_is_no_headline() -> None:
    assert headline(f"<title>World - Herald</title><h1>World</h1>{og(HEADLINE)}") == HEADLINE


def test_a_lower_heading_cuts_the_title_of_a_site_that_nothing_names() -> None:
    html = f"<title>{HEADLINE} | Lindmouth Courier</title>"
    assert headline(f"{html}<h2>{HEADLINE}</h2><h2>Lindmouth Courier</h2>") == HEADLINE
    assert headline(f"<title>{HEADLINE}: what now?</title><h2>{HEADLINE}</h2>") == (
        f"{HEADLINE}: what now?"
    )


def test_a_name_glued_to_the_headline_is_cut() -> None:
    site = '<meta property="og:site_name" content="HeraldTV">'
    assert headline(f"{site}{og(f'HeraldTV-{HEADLINE}')}") == HEADLINE
    reader = "HeraldTV-Reader wins prize"
    assert headline(f"{site}{og(reader)}<h1>{reader}</h1>") == reader


def test_tags_that_a_headline_names_are_its_words() -> None:
    title = "Why &lt;div&gt; is no &lt;p&gt;: a lesson"
    assert headline(f"{og(title)}<h1>{title}</h1>") == "Why <div> is no <p>: a lesson"


def test_readings_and_permalinks_are_no_part_of_the_headline() -> None:
    h1 = '<h1><ruby>港<rt>みなと</rt></ruby>の船は橋の下<a href="#top">¶</a></h1>'
    assert headline(h1) == "港の船は橋の下"


def test_a_kicker_is_parted_from_the_headline_as_the_page_says() -> None:
    h1 = "<h1><span>Northport</span><span>Harbour reopens</span></h1>"
    assert headline(h1) == "Northport Harbour reopens"
    assert headline(f"{og('Northport: Harbour reopens')}{h1}") == "Northport: Harbour reopens"


def test_an_address_that_goes_on_behind_its_words_names_no_section() -> None:
    url = "https://www.herald.example/a/harbour-of-northport-reopens-after-the-storm/7609137.html"
    page = read_page(f"{og('Northport')}<h1>{HEADLINE}</h1>", url, GENERIC)
    assert page is not None
    assert best(headline_candidates(page)) == HEADLINE


@pytest.mark.parametrize("printed", ["<b>{}</b>", "<td><font size=4>{}</font></td>"])
@pytest.mark.parametrize(
    "title", ["Northport Herald :: {}", "{} - Northport Herald", "Northport Herald | {}"]
)
def test_what_most_of_the_title_is_and_a_line_says_is_the_headline(
    title: str, printed: str
) -> None:
    name = "<font size=5>Northport Herald</font>"
    body = f"<table><tr><td>{name}</td>{printed.format(HEADLINE)}</tr></table>"
    assert headline(f"<head><title>{title.format(HEADLINE)}</title></head>{body}") == HEADLINE


def test_a_line_that_says_the_sites_name_alone_leaves_the_title_whole() -> None:
    title = "Ferry or bridge - The Northport Herald and Advertiser"
    body = "<p><b>The Northport Herald and Advertiser</b></p><p>x"
    name = '<meta property="og:site_name" content="The Northport Herald and Advertiser">'
    assert headline(f"<head><title>{title}</title>{name}</head>{body}") == "Ferry or bridge"
    short = "Ferry - Northport Herald"
    assert headline(f"<head><title>{short}</title></head><p><b>Ferry</b><p>x") == short
