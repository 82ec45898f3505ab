"""Authors: people and desks, apart from what stands around their names."""

import pytest

from crawler.extraction.fields.authors import authors_candidates
from crawler.extraction.fields.names import Names, is_person, names_in
from crawler.extraction.page.evidence import best
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC, SourceProfile

URL = "https://www.herald.example/world/harbour"
H1 = "<h1>Harbour of Northport reopens</h1>"
SITE = '<meta property="og:site_name" content="Northport Herald">'


def authors(html: str, profile: SourceProfile = GENERIC) -> Names | None:
    page = read_page(html, URL, profile)
    assert page is not None
    return best(authors_candidates(page))


def stated(author: str) -> str:
    return (
        f'<script type="application/ld+json">{{"@type":"NewsArticle","author":{author}}}</script>'
    )


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("By Ann Lee", ("Ann Lee",)),
        ("ByAnn Lee", ("Ann Lee",)),
        ("记者：渡船何时再开，码头上的人怎么说？", ()),
        ("Von Ann Lee und Bo Ek", ("Ann Lee", "Bo Ek")),
        ("Par Ann Lee et Bo Ek", ("Ann Lee", "Bo Ek")),
        ("Ann Lee, Bo Ek and Cy Orr", ("Ann Lee", "Bo Ek", "Cy Orr")),
        ("Ann Lee & Bo Ek / AFP", ("Ann Lee", "Bo Ek", "AFP")),
        ("Ann Lee, Senior Editor", ("Ann Lee",)),
        ("Ann Lee, MD, PhD", ("Ann Lee, MD, PhD",)),
        ("Ann Lee, CPP, PSP", ("Ann Lee, CPP, PSP",)),
        ("Ann Lee, CEPF®", ("Ann Lee, CEPF®",)),
        ("Ann Lee (ale)", ("Ann Lee",)),
        ("Ann Lee (Northport)", ("Ann Lee (Northport)",)),
        ("Ann Lee ann@herald.example @annlee", ("Ann Lee",)),
        ("Ann Lee | October 5, 2024", ("Ann Lee",)),
        ("Ann Lee, (Image: Some Agency/Stock)", ("Ann Lee",)),
        ('"Ann Lee"', ("Ann Lee",)),
        ("Ann Lee, Ann Lee", ("Ann Lee",)),
        ("Ann Lee »", ("Ann Lee",)),
        ("【港報╱記者王小明、李大文／即時報導】", ("王小明", "李大文")),
        ("（本报记者 王小明）", ("王小明",)),
        ("記者王小明／港城報導", ("王小明",)),
        ("文／王小明", ("王小明",)),
        ("文/記者王小明", ("王小明",)),
        ("文/王小明 图/李大文", ("王小明",)),
        ("作者：王小明", ("王小明",)),
        ("By Ann Lee, with AI assistance", ("Ann Lee",)),
        ("Vincent van der Berg", ("Vincent van der Berg",)),
        ("記者 渡辺", ("渡辺",)),
        ("https://herald.example/ann", ()),
        ("王小明）记者从港口获悉", ()),
        ("Ann Lee w dniu 5.10.2024", ("Ann Lee",)),
        ("admin", ()),
        ("View all posts by Ann Lee", ()),
        ("", ()),
    ],
)
def test_names_in_a_line(line: str, names: Names) -> None:
    assert names_in([line]) == names


@pytest.mark.parametrize(
    "text", ["Ann Lee", "Jean-Luc Ek", "Ana de la Cruz", "Dr. Ann Lee", "渡辺洋介"]
)
def test_looks_like_a_person(text: str) -> None:
    assert is_person(text)


@pytest.mark.parametrize(
    "text", ["Northport", "ann lee", "5 October", "Senior Editor", "Read more!"]
)
def test_does_not_look_like_a_person(text: str) -> None:
    assert not is_person(text)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('"Ann Lee"', ("Ann Lee",)),
        ('{"@type": "Person", "name": "Ann Lee"}', ("Ann Lee",)),
        ('[{"name": "Ann Lee"}, {"name": ["Bo Ek"]}]', ("Ann Lee", "Bo Ek")),
        ('[{"name": "Ann Lee"}, {"name": "Northport Herald"}]', ("Ann Lee",)),
        ('{"name": "Northport Herald"}', ("Northport Herald",)),
        ('{"name": "https://herald.example/ann"}', None),
        ('{"name": null}', None),
        ("7", None),
    ],
)
def test_structured_data_names_authors(author: str, names: Names | None) -> None:
    assert authors(SITE + stated(author)) == names


@pytest.mark.parametrize(
    "byline",
    [
        "<p>By <a>Ann Lee</a></p>",
        "<p>By</p><p>Ann Lee</p>",
        "<div class=byline><span>Ann Lee</span></div>",
        "<p class=byline>Ann Lee, Senior Reporter</p>",
        '<a rel=author href="/x">Ann Lee</a>',
        '<a href="/authors/ann-lee">Ann Lee</a>',
        "<p>Photo by Bo Ek</p><p>By Ann Lee</p>",
        "<p>Reviewed by</p><p class=author>Bo Ek</p><p>By Ann Lee</p>",
    ],
)
@pytest.mark.parametrize("data", ["", stated('{"name": "Northport Herald"}')])
def test_byline_names_the_author_where_data_names_the_site_or_nobody(
    byline: str, data: str
) -> None:
    assert authors(f"{SITE}{data}{H1}{byline}<p>The harbour reopened.") == ("Ann Lee",)


def test_byline_ends_where_the_story_begins() -> None:
    story = "<p>It rained.</p>" * 5 + "<p>By Cy Orr</p>"
    assert authors(f"{H1}<p>By Ann Lee</p>,<p>and</p><a class=author>Bo Ek</a>{story}") == (
        "Ann Lee",
        "Bo Ek",
    )


def test_people_come_before_the_site_in_any_evidence() -> None:
    assert authors(
        f'{SITE}{stated(chr(34) + "Herald" + chr(34))}<meta name=author content="Ann Lee">'
    ) == ("Ann Lee",)


def test_profiles_selector_comes_first() -> None:
    profile = SourceProfile(name="herald", selectors={"authors": ".who"})
    assert authors(f"{stated(chr(34) + 'Bo Ek' + chr(34))}<p class=who>By Ann Lee", profile) == (
        "Ann Lee",
    )


def test_nobody_is_named() -> None:
    assert authors(f"{H1}<p>The harbour reopened.") is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee (avec Bo Ek), Cy Orr", ("Ann Lee", "Bo Ek", "Cy Orr")),
        ("Ann M. Lee (", ("Ann M. Lee",)),
        ("Ann Lee)", ("Ann Lee",)),
        ("Ann Lee, Software Engineer on Harbour Maps", ("Ann Lee",)),
        ("Ann Lee, Chefredakteurin", ("Ann Lee",)),
        ("Ann Lee, journaliste à Northport", ("Ann Lee",)),
        ("Posted by Ann Lee, Bo Ek, and Cy on 2019-10-05", ("Ann Lee", "Bo Ek", "Cy")),
        ("Von Ann Lee am 5.10.2024", ("Ann Lee",)),
        ("Ann Lee, View my complete profile", ("Ann Lee",)),
        ("Ver todas las entradas de Ann Lee", ()),
        ("By Ann Lee, Köln", ("Ann Lee",)),
        ("Von Ann Lee | Hamburg", ("Ann Lee",)),
        ("By Ann Lee and Bo Ek, New York", ("Ann Lee", "Bo Ek")),
        ("By Ann Lee, Portland, Maine", ("Ann Lee",)),
        ("By Ann Lee in London", ("Ann Lee",)),
        ("Written by Ann Lee for The Herald", ("Ann Lee",)),
        ("Par Anne Lee, à Paris", ("Anne Lee",)),
        ("By Ann Lee, Reuters", ("Ann Lee", "Reuters")),
        ("Ann, Bo, Cy", ("Ann", "Bo", "Cy")),
        ("Women in Science", ("Women in Science",)),
        ("{{author}}", ()),
        ("Author Name", ()),
        ("{% author.name %}", ()),
        ("%author%", ()),
        ("${post.author}", ()),
        ("[[ author ]]", ()),
    ],
)
def test_what_stands_around_a_name_is_no_name(line: str, names: Names) -> None:
    assert names_in([line]) == names


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('[{"givenName": "Ann", "familyName": "Lee"}, null, {}]', ("Ann Lee",)),
        ('{"name": "", "givenName": "Ann", "familyName": "Lee"}', ("Ann Lee",)),
        ('{"name": "{{ name }}", "familyName": "Lee"}', ("Lee",)),
        (
            '[{"@type": "Organization", "name": "Lamps"}, {"@type": "Person", "name": "Bo Ek"}]',
            ("Bo Ek",),
        ),
        ('{"@type": "Organization", "name": "Lamp Works"}', ("Lamp Works",)),
    ],
)
def test_names_come_in_parts_and_beside_those_of_bodies(author: str, names: Names) -> None:
    assert authors(stated(author)) == names


@pytest.mark.parametrize(
    "data",
    [
        '<meta name="author" content="Northport Broadcasting Corporation">',
        '<meta name="author" content="Redaktion">',
        stated('{"@type": "Person", "name": "{{author}}"}'),
        stated('{"@type": "Organization", "name": "Lamp Works"}'),
    ],
)
def test_a_byline_names_people_where_data_name_a_body_or_nobody(data: str) -> None:
    byline = '<p class="byline">By Ann Lee and Bo Ek</p>'
    assert authors(f"{data}{H1}{byline}<p>The harbour reopened.") == ("Ann Lee", "Bo Ek")


@pytest.mark.parametrize(
    "line",
    [
        "Words by Ann Lee | Photographs by Bo Ek",
        "Words and photos by Ann Lee",
        "By Ann Lee Edited by Bo Ek",
        "Par Ann Lee, photos par Bo Ek",
        "Text: Ann Lee, Foto: Bo Ek",
    ],
)
def test_who_edited_a_story_or_took_its_pictures_has_not_written_it(line: str) -> None:
    assert authors(f"{H1}<p>{line}</p>") == ("Ann Lee",)
    assert authors(f"{H1}<p>Photographs by Bo Ek</p>") is None


@pytest.mark.parametrize(
    "line",
    [
        "<div class=post-footer>Posted by <span class=fn>Ann Lee</span> at 09:05</div>",
        "<p><b>Автор: Анна Ли</b></p>",
        "<p>Text: Ann Lee</p>",
    ],
)
def test_a_story_may_be_signed_at_its_end(line: str) -> None:
    story = "<p>The harbour of Northport reopened, its master said, and boats came in.</p>" * 40
    named = "Анна Ли" if "Анна" in line else "Ann Lee"
    assert authors(f"{H1}{story}{line}") == (named,)
    twice = line.replace("Ann", "Bo").replace("Анна", "Бо")
    assert authors(f"{H1}{story}{line}{twice}") is None
    assert authors(f"{H1}{story}<div class=comments>{line}</div>") is None
    assert authors(f"{H1}{story}<aside>{line}</aside>") is None


def test_who_has_posted_what_a_story_quotes_is_no_author() -> None:
    """As in the code that Facebook gives for a post: https://developers.facebook.com/docs/plugins."""
    post = (
        "<blockquote class=fb-post><p>It rained.</p>Posted by <a href=/bo>Bo Ek</a> on</blockquote>"
    )
    assert authors(f"{H1}<p>By Ann Lee</p>{post}") == ("Ann Lee",)
    assert authors(f"{H1}{post}") is None


def test_the_name_of_an_account_yields_to_the_one_that_readers_see() -> None:
    account = '<meta name="author" content="alee">'
    assert authors(f"{account}{H1}<p>By Ann Lee</p>") == ("Ann Lee",)
    assert authors(f"{account}{H1}<p>By the harbour</p>") == ("alee",)


def test_a_byline_below_a_headline_that_is_no_heading_is_found() -> None:
    title = "<title>Harbour of Northport reopens</title>"
    cell = (
        "<table><tr><td>Harbour of Northport reopens</td></tr><tr><td>By Ann Lee</td></tr></table>"
    )
    assert authors(f"{title}{cell}<p>{'The boats came in. ' * 20}</p>") == ("Ann Lee",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee | 3 May 2024, 09:15", ("Ann Lee",)),
        ("3 май 2024, 09:15 — Иван Пенков", ("Иван Пенков",)),
        ("Ann Lee · 09:15 · Views: 120", ("Ann Lee",)),
        ("New York | 3 May 2024", None),
        ("Northport News | 3 May 2024", None),
        ("harbour news | 3 May 2024", None),
        ("Ann Lee | Bo Ek | 2024", None),
        ("Ann Lee | Pier 9", None),
        ("All Rights Reserved. | 2024", None),
    ],
)
def test_a_name_beside_a_date_is_the_authors(line: str, names: Names | None) -> None:
    assert authors(f"{H1}<p>{line}</p>") == names


def test_a_name_with_a_job_above_a_date_is_the_authors() -> None:
    line = "<div>Иван Пенков, репортер</div>"
    assert authors(f"{H1}{line}<div>3 май 2024, 09:15</div>") == ("Иван Пенков",)
    assert authors(f"{H1}{line}<div>The ferry came in.</div>") is None


def test_the_author_is_the_one_whose_card_is_in_the_post() -> None:
    card = '<span class="author vcard"><b class=fn>{}</b></span>'
    post = f"<div class=hentry><h3>Harbour reopens</h3>{card.format('Ann Lee')}</div>"
    reader = f"<div class=hentry><div class=comments>{card.format('Cy Orr')}</div></div>"
    assert authors(f"{post}{reader}") == ("Ann Lee",)
    assert authors(f"{post}{post.replace('Ann Lee', 'Bo Ek')}") is None
    assert authors(card.format("Bo Ek")) is None  # of no post


@pytest.mark.parametrize(
    "meta",
    [
        '<meta name="og:article:author" content="Ann Lee">',
        '<meta name="twitter:label1" content="Written by">'
        '<meta name="twitter:data1" content="Ann Lee">',
        '<meta name="twitter:label1" content="Est. reading time">'
        '<meta name="twitter:data1" content="Three minutes">'
        '<meta name="twitter:label2" content="Von"><meta name="twitter:data2" content="Ann Lee">',
    ],
)
def test_cards_for_other_sites_name_the_author(meta: str) -> None:
    assert authors(f"<html><head>{meta}</head><body>{H1}<p>Text.</p>") == ("Ann Lee",)


@pytest.mark.parametrize("name", ["Northport Herald feed", "Northport Herald Web Team"])
def test_a_name_that_begins_with_the_sites_is_the_site(name: str) -> None:
    data = stated(f'{{"@type":"Person","name":"{name}"}}')
    byline = '<p class="byline">By Ann Lee</p>'
    page = f"<html><head>{SITE}{data}</head><body>{H1}"
    assert authors(f"{page}{byline}<p>Text.</p>") == ("Ann Lee",)
    assert authors(f"{page}<p>Text.</p>") == (name,)


@pytest.mark.parametrize(
    "line",
    [
        "<span class=byline>كتبت <b class=vcard><a class='url fn'>{}</a></b></span>",
        "<div class=submitted>פורסם 3.5.2024, מאת <span class=username>{}</span></div>",
        "<p class=author-line>Nag-uulat: <a rel=author href=/a/1>{}</a></p>",
    ],
)
def test_what_stands_beside_an_author_s_element_is_its_label(line: str) -> None:
    assert authors(f"{H1}{line.format('نجلاء الوردي')}") == ("نجلاء الوردي",)


@pytest.mark.parametrize(
    "line", ["Text Size", "Larger Text", "王小明 摄"], ids=["tool", "another", "photographer"]
)
def test_tools_and_photographers_by_the_headline_are_no_authors(line: str) -> None:
    assert authors(f"<article>{H1}<div>Text</div><div>{line}</div><p>{H1}</p></article>") is None
