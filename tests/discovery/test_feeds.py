import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from crawler.discovery import Discovered, read_listing
from crawler.profiles.profile import SourceProfile

HERALD = SourceProfile(name="herald", domains=("herald.example",), timezone="Asia/Phnom_Penh")
FEED = "https://herald.example/feed.xml"
HARBOUR = "https://herald.example/world/harbour-reopens"
QUARTER_TO_FOUR = datetime(2024, 10, 17, 15, 45, tzinfo=timezone(timedelta(hours=7)))


def rss(items: str, head: str = '<?xml version="1.0"?>') -> bytes:
    return f'{head}<rss version="2.0"><channel><title>H</title>{items}</channel></rss>'.encode()


def item(inner: str = "", link: str = HARBOUR) -> str:
    return f"<item><link>{link}</link>{inner}</item>"


def found(body: bytes, profile: SourceProfile = HERALD, charset: str | None = None) -> Discovered:
    listing = read_listing(body, FEED, profile, charset)
    assert listing.kind == "feed"
    assert len(listing.articles) == 1
    return listing.articles[0]


@pytest.mark.parametrize(
    "body",
    [
        rss(
            item("<title>Harbour reopens</title><pubDate>Thu, 17 Oct 2024 15:45:00 +0700</pubDate>")
        ),
        b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
            xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <item><link>https://herald.example/world/harbour-reopens</link>
            <title>Harbour reopens</title><dc:date>2024-10-17T08:45:00Z</dc:date></item>
            </rdf:RDF>""",
        b"""<?xml version='1.0'?><feed xmlns="http://www.w3.org/2005/Atom"><entry>
            <link rel="self" href="https://herald.example/api/1"/>
            <link rel="alternate" href="/world/harbour-reopens"/>
            <title type="html">Harbour &lt;b&gt;reopens&lt;/b&gt;</title>
            <published>2024-10-17T15:45:00+07:00</published></entry></feed>""",
        b"""{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1",
            "url": "https://herald.example/world/harbour-reopens", "title": "Harbour reopens",
            "date_published": "2024-10-17T15:45:00+07:00"}]}""",
    ],
    ids=["rss 2.0", "rss 1.0", "atom", "json"],
)
def test_every_format_gives_address_title_and_instant(body: bytes) -> None:
    assert found(body) == Discovered(HARBOUR, QUARTER_TO_FOUR, "Harbour reopens")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Thu, 17 Oct 2024 08:45:00 GMT", QUARTER_TO_FOUR),
        ("Thu, 17 Oct 2024 15:45", QUARTER_TO_FOUR),
        ("2024-10-17 15:45:00", QUARTER_TO_FOUR),
        ("17 Oct 2024", QUARTER_TO_FOUR.replace(hour=0, minute=0)),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_read_as_they_come(date: str, expected: datetime | None) -> None:
    assert found(rss(item(f"<pubDate>{date}</pubDate>"))).published == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("Fish & chips", "Fish & chips"),
        ("Caf&eacute;&nbsp;opens", "Café opens"),
        ("<![CDATA[Fish & <i>chips</i>]]>", "Fish & chips"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("&bogus; chips", "&bogus; chips"),
        ("Fish <br> chips", "Fish chips"),
        ("", None),
    ],
)
def test_bad_entities_and_markup_in_titles_are_mended(title: str, expected: str | None) -> None:
    assert found(rss(item(f"<title>{title}</title>"))).title == expected


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (
            b'<?xml version="1.0" encoding="utf-8"?>'
            + "Les prés fermés cet été à Genève".encode("cp1252"),
            None,
        ),
        (
            b'<?xml version="1.0" encoding="iso-8859-1"?>'
            + "Les prés fermés cet été à Genève".encode(),
            None,
        ),
        (
            b'<?xml version="1.0" encoding="windows-1252"?>'
            + "Les prés fermés cet été à Genève".encode("cp1252"),
            None,
        ),
        ("Les prés fermés cet été à Genève".encode("cp1252"), "iso-8859-1"),
        ('\ufeff<?xml version="1.0"?>Les prés fermés cet été à Genève'.encode("utf-16-le"), None),
    ],
)
def test_wrong_encodings_do_not_spoil_titles(body: bytes, charset: str | None) -> None:
    wide = body.startswith(b"\xff\xfe")
    head, _, title = body.rpartition(">".encode("utf-16-le") if wide else b">")
    encode = "utf-16-le" if wide else "ascii"
    start = f"{'>' if head else ''}<rss><channel><item><link>{HARBOUR}</link><title>"
    end = "</title></item></channel></rss>"
    feed = head + start.encode(encode) + title + end.encode(encode)
    assert found(feed, charset=charset).title == "Les prés fermés cet été à Genève"


@pytest.mark.parametrize(
    "body",
    [
        b"\n\n  " + rss(item()),
        b"\xef\xbb\xbf" + rss(item()),
        b"<!-- cache --><?xml version='1.0'?>" + rss(item(), head=""),
        rss(item())[:-23],
        rss(item() + item()),
        rss("<item><guid>https://herald.example/world/harbour-reopens</guid></item>"),
        rss(item(link=f"<![CDATA[ {HARBOUR} ]]>")),
        rss(item(link=f"{HARBOUR}?utm_source=rss#top")),
        rss(item("<media:thumbnail url='x.jpg'/>")),
        rss(item() + item(link="https://shop.example/offer") + item(link="javascript:void(0)")),
        rss(item() + item(link="https://[broken/")),
    ],
)
def test_broken_feeds_still_give_their_articles(body: bytes) -> None:
    assert found(body).url == HARBOUR


def test_an_unescaped_ampersand_stays_in_the_address() -> None:
    link = "https://herald.example/read?id=7&part=2"
    assert found(rss(item(link=link))).url == link


def test_the_profile_s_patterns_choose_among_entries() -> None:
    profile = SourceProfile(
        name="herald",
        domains=("herald.example",),
        article_urls=("^/world/",),
        ignore_urls=("/live/",),
    )
    links = ["world/a", "sport/b", "world/live/c"]
    body = rss("".join(item(link=f"https://herald.example/{link}") for link in links))
    assert found(body, profile).url == "https://herald.example/world/a"


def test_entities_of_the_document_are_not_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    body = rss(item("<title>&b; fish</title>"), head=f'<?xml version="1.0"?>{bomb}')
    assert found(body).title == "&b; fish"


def test_files_of_the_machine_are_not_read_into_a_feed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("swordfish")
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    body = rss(item("<title>Bass and &x;</title>"), head=f'<?xml version="1.0"?>{entity}')
    assert found(body).title == "Bass and &x;"


PHP = "<br />\n<b>Warning</b>:  Undefined key in <b>/srv/feed.php</b> on <b>7</b><br />\n"


@pytest.mark.parametrize(
    "head",
    [
        f"{PHP}<?xml version='1.0'?>",
        f"{PHP * 50}<?xml version='1.0'?><!DOCTYPE rss>",
        "Notice: no cache\n",
        f"<!-- {'generated in parts ' * 1000} --><?xml version='1.0'?>",
        '<?xml version="1.0" encoding="utf-8">',
        "<?xml-stylesheet href='a.xsl'?><!-- <html> --><!DOCTYPE html>",
    ],
)
def test_what_stands_before_a_feed_does_not_hide_it(head: str) -> None:
    assert found(rss(item(), head=head)).url == HARBOUR


def test_a_page_that_speaks_of_feeds_is_a_page() -> None:
    page = b"<!doctype html><html><!-- <rss> --><body><pre><rss></pre></body></html>"
    assert read_listing(page, FEED, HERALD).kind == "page"


@pytest.mark.parametrize(
    "inner",
    [
        "<![CDATA[Write <!DOCTYPE in front]]>",
        "<![CDATA[<!DOCTYPE html [ x ]><html>]]>",
        "<![CDATA[<!-- <rss]]>",
    ],
)
def test_what_cdata_quotes_is_no_markup(inner: str) -> None:
    second = "https://herald.example/world/ferry-returns"
    body = rss(item(f"<description>{inner}</description>") + item(link=second))
    assert [one.url for one in read_listing(body, FEED, HERALD).articles] == [HARBOUR, second]


@pytest.mark.parametrize(
    "guid",
    [
        '<guid isPermaLink="false">post-123</guid>',
        '<guid ispermalink="FALSE">https://herald.example/?p=123</guid>',
        "<guid>Minister quits over budget</guid>",
        "<guid>5f1c2a3b-aaaa</guid>",
        "<guid>//herald.example/x</guid>",
        "<guid>tag:herald.example,2024:4711</guid>",
    ],
)
@pytest.mark.parametrize("link", ["", "<link>https://shop.example/offer</link>"])
def test_a_guid_that_is_no_address_is_not_asked_for(guid: str, link: str) -> None:
    assert read_listing(rss(f"<item>{link}{guid}</item>"), FEED, HERALD).articles == ()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"id": "tag-4711"}, []),
        ({"id": "/world/harbour-reopens"}, []),
        ({"id": 4711}, []),
        ({"id": HARBOUR}, [HARBOUR]),
        ({"id": "1", "external_url": HARBOUR}, [HARBOUR]),
        ({"id": HARBOUR, "url": "https://shop.example/offer"}, [HARBOUR]),
    ],
)
def test_an_id_of_a_json_feed_is_asked_for_if_it_is_an_address(
    said: dict[str, object], expected: list[str]
) -> None:
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [said]}).encode()
    assert [one.url for one in read_listing(body, FEED, HERALD).articles] == expected


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"{root}><entry{entry}>
    <link{link} href="{href}"/></entry></feed>"""


@pytest.mark.parametrize(
    ("places", "href"),
    [
        ({"root": "/world/"}, "harbour-reopens"),
        ({"root": "world/"}, "harbour-reopens"),
        ({"root": "#top"}, "/world/harbour-reopens"),
        ({"root": "https://herald.example/world/feed"}, "harbour-reopens"),
        ({"entry": "https://herald.example/world/"}, "harbour-reopens"),
        ({"link": "https://herald.example/world/"}, "harbour-reopens"),
        ({"root": "https://herald.example/a/", "entry": "../world/"}, "harbour-reopens"),
        ({"root": "/a/", "entry": "b/", "link": "/world/"}, "harbour-reopens"),
        ({"root": "urn:x"}, "/world/harbour-reopens"),
        ({"root": "https://[broken/"}, "/world/harbour-reopens"),
        ({"root": "https://other.example/"}, HARBOUR),
    ],
)
def test_links_are_relative_to_the_bases_around_them(places: dict[str, str], href: str) -> None:
    bases = dict.fromkeys(("root", "entry", "link"), "")
    bases |= {place: f' xml:base="{base}"' for place, base in places.items()}
    assert found(ATOM.format(href=href, **bases).encode()).url == HARBOUR


def test_links_are_relative_to_the_base_of_their_channel() -> None:
    body = b"""<rss><channel xml:base="/world/"><item><link>harbour-reopens</link></item>
        </channel></rss>"""
    assert found(body).url == HARBOUR


@pytest.mark.parametrize("other", ["application/json", "application/rss+xml", "image/jpeg"])
@pytest.mark.parametrize("kind", [' type="text/html"', ' type="TEXT/HTML; charset=utf-8"', ""])
def test_the_page_goes_before_its_other_forms(other: str, kind: str) -> None:
    body = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry>
        <link rel="alternate" type="{other}" href="/wp-json/1"/>
        <link rel="alternate"{kind} href="/world/harbour-reopens"/></entry></feed>"""
    assert found(body.encode()).url == HARBOUR


@pytest.mark.parametrize(
    "rel",
    ["alternate", "Alternate", "", "http://www.iana.org/assignments/relation/alternate"],
)
def test_a_relation_is_read_in_all_its_forms(rel: str) -> None:
    body = f'<feed><entry><link rel="{rel}" href="{HARBOUR}"/></entry></feed>'
    assert found(body.encode()).url == HARBOUR


@pytest.mark.parametrize("escaped", ["&amp;amp;", "&amp;#38;", "&amp;#038;", "&amp;amp;amp;"])
def test_an_ampersand_that_was_escaped_twice_is_one(escaped: str) -> None:
    body = rss(item(link=f"https://herald.example/read?id=7{escaped}part=2"))
    assert found(body).url == "https://herald.example/read?id=7&part=2"


def test_a_feed_s_own_entities_are_read() -> None:
    head = '<!DOCTYPE rss [<!ENTITY home "https://herald.example"><!ENTITY dash "&#8212;">]>'
    one = found(rss(item("<title>Harbour &dash; open</title>", "&home;/a/b"), head=head))
    assert (one.url, one.title) == ("https://herald.example/a/b", "Harbour — open")


def test_a_feed_s_own_entities_do_not_make_it_much_longer() -> None:
    head = f'<!DOCTYPE rss [<!ENTITY a "{"a" * 200}">]>'
    title = found(rss(item(f"<title>{'&a;' * 20_000}</title>"), head=head)).title
    assert title is not None
    assert len(title) < 1_100_000


@pytest.mark.parametrize(
    "title", ["<media:title>Photo of a quay</media:title>", "<image:title>Quay</image:title>"]
)
@pytest.mark.parametrize("declared", [' xmlns:media="m" xmlns:image="i"', ""])
def test_the_title_of_a_picture_is_not_the_entry_s(title: str, declared: str) -> None:
    body = f"""<rss{declared}><channel><item>{title}<title>Harbour reopens</title>
        <link>{HARBOUR}</link></item></channel></rss>"""
    assert found(body.encode()).title == "Harbour reopens"


def test_a_json_feed_with_a_comma_too_many_is_read() -> None:
    assert found(f'{{"items": [{{"url": "{HARBOUR}",}},]}}'.encode()).url == HARBOUR


@pytest.mark.parametrize(
    "body",
    [
        rss(item() + "<item><title>Ferry</title><link>https://herald.example/world/fe")[:-27],
        rss(item() + "<item><link><![CDATA[https://herald.example/world/fe")[:-27],
        f'<feed><entry><link href="{HARBOUR}"/></entry><entry><link href="/world/fe'.encode(),
        f'{{"items": [{{"url": "{HARBOUR}"}}, {{"url": "https://herald.example/world/fe'.encode(),
    ],
    ids=["text", "CDATA", "attribute", "JSON"],
)
def test_half_an_address_is_none(body: bytes) -> None:
    assert found(body).url == HARBOUR


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Thu, 17 Oct 24 15:45:00 +0700", QUARTER_TO_FOUR),
        ("Thu, 17 Oct 2024 00:45:00 AKDT", QUARTER_TO_FOUR),
        ("Thu, 17 Oct 2024 10:45:00 MEST", QUARTER_TO_FOUR),
        ("Thu, 17 Oct 2024 01:45:00 -07", QUARTER_TO_FOUR),
        ("Thu, 17 Oct 2024 10:45:00 Europe/Paris", QUARTER_TO_FOUR),
        ("2024-10-17T10:45:00 Europe/Paris", QUARTER_TO_FOUR),
    ],
)
def test_years_and_zones_are_read_in_their_old_forms(date: str, expected: datetime) -> None:
    assert found(rss(item(f"<pubDate>{date}</pubDate>"))).published == expected


@pytest.mark.parametrize(
    ("language", "date", "month"),
    [
        ("fr", "mar., 01 déc. 2020 16:11:02 +0000", 12),
        ("fr", "ven., 03 juil. 2020 10:00:00 +0200", 7),
        ("es", "mar, 01 dic 2020 16:11:02 +0000", 12),
        ("fi", "Sun, 01 Mar 2020 16:11:02 +0000", 3),
    ],
)
@pytest.mark.parametrize("by", ["profile", "feed"])
def test_dates_are_in_the_language_of_profile_or_feed(
    language: str, date: str, month: int, by: str
) -> None:
    profile = replace(HERALD, language=language if by == "profile" else None)
    said = f"<language>{language}-XX</language>" if by == "feed" else ""
    published = found(rss(said + item(f"<pubDate>{date}</pubDate>")), profile).published
    assert published is not None
    assert (published.year, published.month) == (2020, month)


CAFE = (
    f"<rss><channel><item><title>Žluťoučký kůň</title><link>{HARBOUR}</link></item></channel></rss>"
)


@pytest.mark.parametrize("charset", ["utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le"])
@pytest.mark.parametrize("head", ["", "\n", '<?xml version="1.0" encoding="utf-16"?>'])
def test_wide_characters_need_no_byte_order_mark(charset: str, head: str) -> None:
    assert found(f"{head}{CAFE}".encode(charset)).title == "Žluťoučký kůň"


@pytest.mark.parametrize("header", ["ISO-8859-1", "latin1", "us-ascii"])
def test_a_server_s_default_does_not_overrule_the_declaration(header: str) -> None:
    body = f'<?xml version="1.0" encoding="iso-8859-2"?>{CAFE}'.encode("iso-8859-2")
    assert found(body, charset=header).title == "Žluťoučký kůň"


@pytest.mark.parametrize("body", [b"", b"{", b'{"items": 3}', b'{"items": [3, {"url": 4}]}'])
def test_what_is_no_feed_gives_nothing(body: bytes) -> None:
    assert read_listing(body, FEED, HERALD).articles == ()


@pytest.mark.parametrize(
    ("declared", "written", "header", "title"),
    [
        ("utf-8", "utf-8", "windows-1252", "Café"),  # the bytes bear it out
        ("windows-1252", "windows-1252", "utf-8", "Café"),  # the bytes belie the header
        ("windows-1252", "windows-1252", "iso-8859-1", "Café"),  # a server's default
        ("utf-8", "windows-1251", "windows-1251", "Кафе"),  # RFC 7303, 3.2
    ],
)
def test_a_header_goes_before_the_declaration_unless_the_bytes_belie_it(
    declared: str, written: str, header: str, title: str
) -> None:
    text = f"<?xml version='1.0' encoding='{declared}'?><rss><item><title>{title}</title>"
    body = f"{text}<link>https://herald.example/a</link></item></rss>".encode(written)
    listing = read_listing(body, "https://herald.example/feed", HERALD, header)
    assert [one.title for one in listing.articles] == [title]


RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'


@pytest.mark.parametrize("link", ["", "<link/>", "<link>https://shop.example/offer</link>"])
def test_the_name_of_an_entry_of_rss_1_0_is_its_address(link: str) -> None:
    feed = (
        f'<rdf:RDF {RDF}><item rdf:about="{HARBOUR}">{link}<title>Harbour</title></item></rdf:RDF>'
    )
    assert found(feed.encode()).url == HARBOUR


def test_a_name_that_is_no_web_address_is_not_asked_for() -> None:
    feed = f'<rdf:RDF {RDF}><item rdf:about="urn:herald:7"><title>Harbour</title></item></rdf:RDF>'
    assert read_listing(feed.encode(), FEED, HERALD).articles == ()


@pytest.mark.parametrize("name", ["dcterms:created", "dcterms:issued", "prism:publicationDate"])
def test_the_day_of_an_entry_has_many_names(name: str) -> None:
    declared = 'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:prism="http://prismstandard.org/"'
    body = rss(item(f"<{name} {declared}>2024-10-17T15:45:00+07:00</{name}>"))
    assert found(body).published == QUARTER_TO_FOUR


def test_an_address_behind_a_link_that_is_closed_too_early_is_read() -> None:
    """As in feeds that went through a reader of HTML, where a link has no end."""
    assert found(rss(f"<item><link/>{HARBOUR}<title>Harbour</title></item>")).url == HARBOUR


def test_a_text_that_is_elsewhere_is_at_its_address() -> None:
    """RFC 4287, 4.1.3.2: of an entry without an alternate link."""
    text = '<content type="text/html" src="/world/harbour-reopens"/>'
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id>{text}</entry></feed>'
    assert found(feed.encode()).url == HARBOUR


@pytest.mark.parametrize(
    "number", ["#xD800", "#57344", "#1114112", "#x110000", "#0", "#11", "#xffff", "#9" * 9]
)
def test_a_number_that_is_no_character_costs_no_entry(number: str) -> None:
    title = f"Harbour &{number}; reopens &#8211; &#x1F6A2;"
    assert found(rss(item(f"<title>{title}</title>"))).url == HARBOUR


def test_numbers_of_characters_are_read() -> None:
    title = "<title>Harbour &#8211; &#x1F6A2; &#228;</title>"
    assert found(rss(item(title))).title == "Harbour \u2013 \U0001f6a2 \u00e4"
