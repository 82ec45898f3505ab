"""Well-formed documents of each format, and what becomes of them by accident or by malice."""

import gzip
from collections.abc import Callable, Sequence

from hypothesis import strategies as st

LONGEST = 50_000  # bytes
MOST_CHANGES = 8
REPEATS = 40

FEED = b"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rss [<!ENTITY town "Northport">]>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:base="https://herald.example/">
<channel><title>Herald</title><link>https://herald.example/</link><language>en-gb</language>
<item><title><![CDATA[Harbour <b>reopens</b>]]></title><link>/2024/harbour?a=1&amp;b=2</link>
<guid isPermaLink="false">post-1</guid><pubDate>Thu, 17 Oct 2024 10:00:00 +0200</pubDate></item>
<item><title>Ferries &town;</title><link>https://herald.example/2024/ferries-sail-again</link>
<dc:date>2024-10-17</dc:date><description>A &lt;i&gt;text&lt;/i&gt;.</description></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Gazette</title>
<entry><id>https://herald.example/1</id><link rel="alternate" type="text/html" href="/1"/>
<updated>2024-10-17T10:00:00Z</updated><published>ven., 18 oct. 2024</published>
<title type="html">Le port &amp;amp; la ville</title></entry></feed>"""
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://herald.example/2024/10/17/harbour</loc><lastmod>2024-10-17</lastmod>
<news:news><news:publication_date>2024-10-17T10:00+02:00</news:publication_date>
<news:title>Harbour</news:title></news:news></url>
<url><loc> https://herald.example/a-town-of-many-words </loc></url></urlset>"""
INDEX = b"""<sitemapindex><sitemap><loc>https://herald.example/2024-10.xml.gz</loc>
<lastmod>2024-10-17T10:00:00Z</lastmod></sitemap></sitemapindex>"""
JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "language": "de", "items": [
{"id": "1", "url": "https://herald.example/hafen", "title": "Der Hafen \\u00fc",
 "date_published": "2024-10-17T10:00:00+02:00"}, {"id": "https://herald.example/2"}]}"""
ADDRESSES = b"https://herald.example/2024/a\r\nHTTPS://herald.example/2024/b-c-d-e\n"
ROBOTS = b"""# of the Herald
User-agent: *
Disallow: /private/*.html$
Allow: /private/a%2Fb
Crawl-delay: 2.5

User-agent: news-ingestion
User-agent: other
Disallow: /%e6%b8%af
Sitemap: https://herald.example/news.xml
"""
_PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<title>Harbour</title>"
_CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>a\n\r\n0\r\n\r\n"


def _record(http: bytes) -> bytes:
    return (
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://herald.example/a\r\n"
        b"WARC-Date: 2024-10-17T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (len(http), http)
    )


WARC = _record(_PAGE) + _record(_CHUNKED)
PACKED_WARC = gzip.compress(_record(_PAGE), mtime=0) + gzip.compress(_record(_CHUNKED), mtime=0)
LF_WARC = WARC.replace(b"\r\n", b"\n")
SIDECAR = b"""{"url": "https://herald.example/a", "status": 200,
"fetched_at": "2024-10-17T10:00:00Z",
"headers": [["Content-Type", "text/html; charset=utf-8"]]}"""
PROFILE = b"""name: herald
domains: [herald.example, 'gazette.example:8080']
feeds: ['https://herald.example/feed.xml']
sections: [https://herald.example/world]
archives: ['https://herald.example/{year}/{month}/{day}']
article_urls: ['^/\\d{4}/[^/?]+$']
poll_interval: 1 h
revisit: [1 h, 3 d]
timezone: Asia/Phnom_Penh
language: en
categories: {World News: WORLD}
selectors: {body: 'div.story > p', headline: h1}
date_line: '(?P<date>\\d+ \\w+ \\d{4})'
drop_lines: ['Read more.*']
"""
PAGE = b"""<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Harbour | Herald</title>
<link rel=canonical href="https://herald.example/2024/harbour">
<meta property=og:image content=/a.jpg>
<meta property="article:published_time" content="2024-10-17T10:00:00+02:00">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":
"NewsArticle","@id":"#a","headline":"Harbour reopens","author":[{"@id":"#b"}],"datePublished":
"2024-10-17T10:00:00+02:00"},{"@type":"Person","@id":"#b","name":"Ann Lee"}]}</script></head>
<body><nav><a href=/world>World</a></nav><article itemscope itemtype="https://schema.org/Article">
<h1 itemprop=headline>Harbour reopens</h1><p class=byline>By <a rel=author>Ann Lee</a></p>
<time datetime="2024-10-17">Thursday, 17 October 2024, 10:00 a.m.</time>
<figure><picture><source srcset="/a.webp 2x"><img src=/a.jpg alt=Boats></picture>
<figcaption>Boats. <i>AFP</i></figcaption></figure>
<p>The harbour of Northport reopened on Sunday, its master said to the captains of ferries.</p>
<h2>Tides</h2><ul><li>one<ol><li>two</ol></ul><table><tr><th>Quay<th colspan=2>Boats<tr><td>A<td>1
<td>2</table>
<blockquote><p>&ldquo;At last&rdquo;, <em>said</em> one.<br>Another nodded.</blockquote>
<pre><code>x = 1</code></pre><p>Fares rose by 3&nbsp;%.</p></article>
<div class=pagination><a href=?page=2>2</a></div><aside><p>Read more</aside></body></html>"""

Change = tuple[int, float, float, bytes]


def _truncate(text: bytes, start: int, end: int, piece: bytes) -> bytes:
    return text[:end] + piece


def _cut(text: bytes, start: int, end: int, piece: bytes) -> bytes:
    return text[:start] + text[end:]


def _repeat(text: bytes, start: int, end: int, piece: bytes) -> bytes:
    return text[:start] + text[start:end] * REPEATS + text[end:]


def _swap(text: bytes, start: int, end: int, piece: bytes) -> bytes:
    return text[end:] + text[start:end] + text[:start]


def _splice(text: bytes, start: int, end: int, piece: bytes) -> bytes:
    return text[:start] + piece + text[start + len(piece) :]


def _insert(text: bytes, start: int, end: int, piece: bytes) -> bytes:
    return text[:start] + piece * REPEATS + text[start:]


def _nest(text: bytes, start: int, end: int, piece: bytes) -> bytes:
    return text[:start] + text + text[start:]


_CHANGES: tuple[Callable[[bytes, int, int, bytes], bytes], ...] = (
    *(_truncate, _cut, _repeat, _swap, _splice, _insert, _nest),
)


def mutated(sample: bytes, changes: Sequence[Change]) -> bytes:
    """Return a document after some changes, each at two places given as shares of its length."""
    for number, first, second, piece in changes:
        start, end = sorted((int(first * len(sample)), int(second * len(sample))))
        sample = _CHANGES[number](sample, start, end, piece)[:LONGEST]
    return sample


def mutations(*samples: bytes) -> st.SearchStrategy[bytes]:
    """Return documents that were well-formed before they were changed."""
    share = st.floats(0, 1)
    piece = st.one_of(st.binary(max_size=6), st.sampled_from(samples))
    change = st.tuples(st.integers(0, len(_CHANGES) - 1), share, share, piece)
    changes = st.lists(change, max_size=MOST_CHANGES)
    return st.builds(mutated, st.sampled_from(samples), changes)
