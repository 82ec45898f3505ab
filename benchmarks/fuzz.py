"""Does any reader of what strangers wrote raise, or hang? Inputs by hypothesis, a part a reader.

Some are a format's own words at random, others a well-formed document after some changes.

python -m benchmarks.fuzz --inputs 200000
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.mutations import (
    ADDRESSES,
    ATOM,
    FEED,
    INDEX,
    JSON_FEED,
    LF_WARC,
    PACKED_WARC,
    PAGE,
    PROFILE,
    ROBOTS,
    SIDECAR,
    SITEMAP,
    WARC,
    mutations,
)
from crawler.archive.records import Unreadable
from crawler.archive.saved_pages import read_page
from crawler.archive.warc import read_warc
from crawler.discovery import read_listing
from crawler.downloader.robots_rules import RobotsRules, robots_text
from crawler.extraction.article import extract_article
from crawler.profiles.files import ProfileError, read_profile
from crawler.profiles.profile import GENERIC, SourceProfile

LONGEST = 5.0  # seconds of processor time: more is a hang
HERALD = SourceProfile(name="herald", domains=("herald.example",))
ADDRESS = "https://herald.example/2024/harbour"

_ADDRESSES = (
    "https://herald.example/2024/a http://[::1]@herald.example/ http://[ // /a?b#c http://a:b/"
)
_DATES = "2024-10-17T10:00:00Z|Thu, 17 Oct 24 10:00 GMT|17/10/2024|0000-00-00|99999999999|-1"
_XML = """
    <rss> <channel> <item> </item> <link> </link> <title> </title> <pubDate> </pubDate>
    <entry> <id> <![CDATA[ ]]> <!DOCTYPE <!-- --> <?xml &amp; &x; &#0; <urlset> <url> <loc>
    </loc> <lastmod> <sitemapindex> <sitemap> <news:news> xml:base=' href=' rel='alternate'
    > ' " <feed>
"""
_JSON = """
    { } [ ] : , "items" "url" "title" "date_published" "headers" "fetched_at" null true
    1e999 -0 "\\ud800" "\\u0000" {"items":[{"url":
"""
_ROBOTS = (
    "User-agent: * news-ingestion Disallow: Allow: Crawl-delay: Sitemap: / $ % %zz # 1,5 4s nan inf"
)
_WARC = """
    WARC/1.0 WARC/1.1 WARC-Type: response resource revisit WARC-Target-URI: WARC-Date:
    Content-Length: Content-Type: application/http 99999999999 -1 10 0 HTTP/1.1 200
    Transfer-Encoding: chunked gzip
"""
_YAML = """
    name: domains: feeds: [ ] { } - & * ! | > timezone: Asia/Phnom_Penh article_urls: '^/('
    '(a+)+' selectors: body: poll_interval: 1 h revisit: language: null ~ .inf 0x10
    2024-10-17 << ? %
"""
_HTML = """
    <html> <title> <p> </p> <table> <tr> <td rowspan=9 colspan=9> <figure> <img srcset='a
    1x' src=b> <figcaption> <script type=application/ld+json>
    {"@type":"NewsArticle","headline":" </script> <time> <h1> <a href=' <div itemscope
    itemprop=author> <meta property=og:title content=' <link rel=canonical href=' <b> <br>
    <li> <ul> </div> <![CDATA[ <!-- <template> <svg> <noscript>
"""


def _of(words: str, *more: str) -> st.SearchStrategy[bytes]:
    """Return documents of a format's own words, addresses, dates, odd characters and odd bytes."""
    odd = (" ", "\n", "\r\n", "\x00", "\x1b[31m", "\u202e")
    common = (*_ADDRESSES.split(), *_DATES.split("|"), *odd)
    tokens = st.sampled_from([word.encode() for word in (*words.split(), *common, *more)])
    piece = st.one_of(tokens, tokens, tokens, st.binary(max_size=4))
    return st.lists(piece, max_size=40).map(b"".join)


def _listing(body: bytes) -> None:
    read_listing(body, "https://herald.example/listing", HERALD)


def _robots(body: bytes) -> None:
    RobotsRules.parse(robots_text(body), "news-ingestion").allow(ADDRESS)
    read_listing(body, "https://herald.example/robots.txt", HERALD)


def _page(body: bytes) -> None:
    extract_article(body, ADDRESS, GENERIC)


def _warc(body: bytes, folder: Path) -> None:
    path = folder / "a.warc"
    path.write_bytes(body)
    for _ in read_warc(path):
        pass


def _sidecar(body: bytes, folder: Path) -> None:
    (folder / "a.html").write_text("<title>Harbour")
    (folder / "a.json").write_bytes(body)
    with suppress(Unreadable):
        read_page(folder / "a.html")


def _profile(body: bytes, folder: Path) -> None:
    path = folder / "a.yml"
    path.write_bytes(body)
    with suppress(ProfileError):
        read_profile(path)


Reader = Callable[[bytes, Path], None]
_LISTINGS = (FEED, ATOM, SITEMAP, INDEX, JSON_FEED, ADDRESSES, PAGE)
# Reader: its documents, what reads them, and its share of the inputs; a page takes the longest.
READERS: dict[str, tuple[st.SearchStrategy[bytes], Reader, int]] = {
    "feed and sitemap": (_of(_XML), lambda body, _: _listing(b"<rss>" + body), 3),
    "any listing": (_of(f"{_XML} {_JSON} {_HTML}"), lambda body, _: _listing(body), 2),
    "changed listing": (mutations(*_LISTINGS), lambda body, _: _listing(body), 3),
    "robots": (_of(_ROBOTS, "User-agent: *\n"), lambda body, _: _robots(body), 2),
    "changed robots": (mutations(ROBOTS), lambda body, _: _robots(body), 2),
    "WARC": (_of(_WARC, "WARC/1.0\r\nWARC-Type: response\r\n"), _warc, 2),
    "changed WARC": (mutations(WARC, PACKED_WARC, LF_WARC), _warc, 2),
    "sidecar": (_of(_JSON), _sidecar, 1),
    "changed sidecar": (mutations(SIDECAR), _sidecar, 1),
    "profile": (_of(_YAML, "name: a\ndomains: [a.example]\n"), _profile, 1),
    "changed profile": (mutations(PROFILE), _profile, 1),
    "page": (_of(f"{_HTML} {_JSON}"), lambda body, _: _page(body), 1),
    "changed page": (mutations(PAGE), lambda body, _: _page(body), 1),
}
SHARES = sum(share for _, _, share in READERS.values())


def fuzz(name: str, inputs: int, *, derandomize: bool) -> float:
    """Read inputs; return the longest time of one. What a reader raises passes through."""
    documents, reader, _ = READERS[name]
    longest = 0.0
    with tempfile.TemporaryDirectory() as folder:

        @settings(
            max_examples=inputs,
            deadline=None,
            database=None,
            derandomize=derandomize,
            suppress_health_check=list(HealthCheck),
        )
        @given(documents)
        def read(body: bytes) -> None:
            nonlocal longest
            started = time.process_time()
            reader(body, Path(folder))
            longest = max(longest, time.process_time() - started)
            assert longest < LONGEST

        read()
    return longest


def main() -> None:
    """Print a line for each reader."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz")
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("readers", nargs="*", help="only these")
    given = parser.parse_args()
    for name in given.readers or READERS:
        share = READERS[name][2]
        count = given.inputs * share // SHARES
        longest = fuzz(name, count, derandomize=False)
        sys.stdout.write(f"{name:20}{count:>9,} inputs, none raised; longest {longest:.3f} s\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
