from datetime import datetime, timedelta, timezone

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
        rss(item())[:-30],
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


def test_files_of_the_machine_are_not_read_into_a_feed() -> None:
    entity = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    body = rss(item("<title>&x;</title>"), head=f'<?xml version="1.0"?>{entity}')
    assert "root" not in (found(body).title or "")


@pytest.mark.parametrize("body", [b"", b"{", b'{"items": 3}', b'{"items": [3, {"url": 4}]}'])
def test_what_is_no_feed_gives_nothing(body: bytes) -> None:
    assert read_listing(body, FEED, HERALD).articles == ()
