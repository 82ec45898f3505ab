"""Single structures that a page, listing or article may be made of, any number of times.

Each is a head, a unit that is repeated, with its number in place of `%d`, and a tail.
"""

from typing import NamedTuple

from benchmarks.written_structures import ARCHIVED, WRITTEN


class Structure(NamedTuple):
    """What grows, and around it what does not."""

    kind: str  # page, listing, robots, WARC, or what the lines of an article's text are
    head: str
    unit: str
    tail: str = ""

    def text(self, count: int) -> str:
        """Return the document with the unit so many times."""
        units = (self.unit.replace("%d", str(number)) for number in range(count))
        return self.head + "".join(units) + self.tail


PARAGRAPH = "<p>The harbour of Northport reopened on Sunday, its master said to the ferries.</p>"
_PAGE = f"<title>Harbour</title><article>{PARAGRAPH * 9}"
_LD = f"{_PAGE}<script type=application/ld+json>"
_HEAD = "<title>Harbour</title>"
_URL = "https://herald.example/2024/story-of-the-day"

_IN_BODY = {
    "covering cells": ("<table>", "<tr><td rowspan=1000 colspan=1000>x", "</table>"),
    "covering tables": ("", "<table>" + "<tr><td rowspan=99 colspan=99>x" * 9 + "</table>", ""),
    "wide row": ("<table><tr>", "<td>1", "<tr><td>1<td>2</table>"),
    "tall table": ("<table>", "<tr><td>a<td>b", "</table>"),
    "tables in tables": ("<table>", "<tr><td>a<table>", ""),
    "cell of many spans": ("<table><tr><td>", "<b>a</b>", "<td>b<tr><td>1<td>2</table>"),
    "captions of a table": ("<table>", "<caption>a</caption>", "<tr><td>1<td>2</table>"),
    "verdicts": (
        f"{_PAGE}<h1>Harbour</h1>",
        "<div class=verdict><h3>Verdict</h3><p>It is good enough for all of us here.</p></div>",
        PARAGRAPH,
    ),
    "labels of links": (f"{_PAGE}<h1>Harbour</h1>", "<p><a href=/x>Read more</a></p>", PARAGRAPH),
    "linked headings": (
        f"<div class=a><h1>Harbour</h1>{PARAGRAPH * 3}</div>",
        f"<div class=a><h2><a href=/%d>Nets %d</a></h2>{PARAGRAPH}</div>",
        "",
    ),
    "sections within sections": ("", "<div class=a data-url=/%d><h2><a href=/%d>Nets</a></h2>", ""),
    "lists in boxes": ("", f"<div><h3>Nets</h3><ul><li>a<li>b</ul></div>{PARAGRAPH}", ""),
    "signatures": ("", f"{PARAGRAPH}<p><b>Ann Lee, Varn</b></p>", ""),
    "short sentences": ("", "<p>It rained.</p>", ""),
    "labels of answers": (
        "",
        f"<button aria-expanded=0>Why %d?</button><div>{PARAGRAPH}</div>",
        "",
    ),
    "buttons in buttons": ("", "<button aria-expanded=0>a<div><p>", ""),
    "quoted clauses": ("<p>", "“a word or two, ", ""),
    "open quotations": ("", '<p>"a ', ""),
    "lines in lines": ("", "<div>By ", ""),
    "items": ("", "<div itemscope itemprop=a>x</div>", ""),
    "items of their own": ("", "<div itemscope itemtype=Article><b itemprop=a>x</b></div>", ""),
    "items in items": ("", "<div itemscope itemprop=a itemtype=Article>x", ""),
    "properties": ("", "<b itemprop=a>x</b>", ""),
    "properties in properties": ("", "<div itemprop=headline>x", ""),
    "names of a property": ("<b itemprop='", "a ", "'>x</b>"),
    "attributes": ("<p ", "a%d=1 ", ">x</p>"),
    "attributes that hold ends": ("<p ", 'a%d=">" ', ">x</p>"),
    "attributes that hold tags": ("<p ", "a%d='<b c=\">\">' ", ">x</p>"),
    "open attributes": ("", '<p a=">', ""),
    "the same attribute": ("<p ", "a=1 ", ">x</p>"),
    "classes": ("<p class='", "caption ", "'>x</p>"),
    "declarations of style": ("<p style='", "a:b;", "'>x</p>"),
    "figures": ("", "<figure><img src=/%d.jpg><figcaption>x</figcaption></figure>", ""),
    "figures in figures": ("", "<figure><img src=a.jpg>", ""),
    "captions in figures": ("", "<figure><figcaption>x<img src=a.jpg>", ""),
    "pictures of a figure": ("<figure>", "<img src=/%d.jpg>", "</figure>"),
    "captions of a figure": ("<figure><img src=a.jpg>", "<figcaption>x</figcaption>", "</figure>"),
    "pictures without captions": ("", "<div><img src=/%d.jpg></div><div><b>x</b></div>", ""),
    "sources of a picture": ("<picture>", "<source srcset='/a.jpg 1x'>", "<img src=a></picture>"),
    "pictures in pictures": ("", "<picture><source srcset='/a.jpg 1x'><img src=a.jpg>", ""),
    "sizes of a picture": ("<img srcset='", "/a.jpg 1x, ", "'>"),
    "lazy pictures": ("", "<img data-src=x><noscript><img src=a.jpg></noscript>", ""),
    "headings": ("", "<h1>Harbour %d</h1>", ""),
    "broken data": ("", '<script type=application/ld+json>{\'a\': "b" c", "</script>', ""),
    "times": ("", "<time datetime=2024-01-01>1 Jan 2024</time>", ""),
    "times in times": ("", "<time>1 Jan 2024", ""),
    "printed dates": ("", "<p class=date>1 Jan 2024 10:00</p>", ""),
    "digits": ("<p class=date>", "1", ""),
    "bylines": ("", "<p class=byline>By Ann Lee%d</p>", ""),
    "bylines in bylines": ("", "<div class=author>By Ann Lee", ""),
    "names in a byline": ("<p class=byline>By ", "Ann Lee and ", "</p>"),
    "links": ("", "<a href=/x%d>a link</a> ", ""),
    "numbers of pages": ("<div class=pagination>", "<a href=?page=%d>%d</a> ", "</div>"),
    "paragraphs": ("", "<p>A line %d or two of text.</p>", ""),
    "lists in lists": ("", "<ul><li>a", ""),
    "quotations in quotations": ("", "<blockquote><p>a", ""),
    "divs in divs": ("", "<div>some text ", ""),
    "emphasis in emphasis": ("", "<b>x ", ""),
    "sections in sections": ("", "<section><h2>a</h2><p>text</p>", ""),
    "articles": ("", "<article><h1>Harbour</h1><p>text</p></article>", ""),
    "navigation": ("", "<nav><a href=/a>x</a></nav>", ""),
    "bread crumbs": ("<ol class=breadcrumb>", "<li><a href=/a%d>x%d</a>", "</ol>"),
    "slides": ("<div class=gallery>", "<div class=slide><img src=/%d.jpg><p>a</p></div>", "</div>"),
    "live posts": ("", "<div class=post><time datetime=2024-01-01>10:00</time><p>a</p></div>", ""),
    "words": ("<p>", "word and more. ", ""),
    "one word": ("<p>", "a", ""),
    "spaces": ("<p>", " \u00a0", "x"),
    "line breaks": ("", "text <br>", ""),
    "open tags": ("", "<", ""),
    "open comments": ("", "<!--", ""),
    "ends of pages": ("", "</body>", ""),
    "letters decoded twice": ("<p>", "Ã©Â ", ""),
    "capitals": ("<p>", "LONDON, ", ""),
    "quotation marks": ("<p>", '"“', ""),
    "brackets": ("<p>", "(", ""),
    "custom elements": ("", "<x-a>text", ""),
}
_IN_DATA = {
    "quotes in data": ('{"headline": "', 'a "b" ', '"}'),
    "open strings in data": ('{"a": "', '","', ""),
    "open objects": ("", '{"a":', ""),
    "open arrays": ("", "[", ""),
    "commas in data": ("{", ",", "}"),
    "spaces in data": ('{"a":1,', " ", "x}"),
    "ends of comments": ('{"a":1}', "-->", "x"),
    "ends of CDATA": ('{"a":1}', "]]> ;", "x"),
    "nodes": ('{"@graph":[', '{"@type":"NewsArticle","headline":"a"},', "{}]}"),
    "references to records": (
        '{"a0":{},',
        '"a%d":{"b":{"__ref":"a1%d"},"c":{"__ref":"a0"}},',
        '"z":1}',
    ),
    "references": ("[", '{"@id":"%d","a":{"@id":"1%d"}},', "{}]"),
    "authors in data": ('{"@type":"NewsArticle","author":[', '{"name":"Ann Lee"},', "{}]}"),
    "text in data": ('{"@type":"NewsArticle","articleBody":"', "A word or two. ", '"}'),
}
_LISTINGS = {
    "open CDATA": ("<rss><channel>", "<![CDATA[", ""),
    "DOCTYPE in DOCTYPE": ("", "<!DOCTYPE [", "<rss>"),
    "DOCTYPE in a feed": ("<rss>", "<!DOCTYPE ", ""),
    "comments in a feed": ("<rss>", "<!--", ""),
    "instructions in a feed": ("<rss>", "<?x ", ""),
    "ampersands": ("<rss>", "&a", ""),
    "attributes in a feed": ("<rss><a ", 'a%d="1" ', "/>"),
    "elements in elements": ("<rss>", "<a>", ""),
    "entries": ("<rss>", f"<item><link>{_URL}-%d</link><title>t</title></item>", "</rss>"),
    "links of an entry": ("<rss><item>", "<link>x</link>", ""),
    "tags in a title": (f"<rss><item><link>{_URL}</link><title>", "&lt;b", "</title></item></rss>"),
    "steps of an address": (
        "<rss><item><link>http://herald.example/",
        "../",
        "</link></item></rss>",
    ),
    "sitemap": ("<urlset>", f"<url><loc>{_URL}-%d</loc></url>", "</urlset>"),
    "index": ("<sitemapindex>", f"<sitemap><loc>{_URL}-%d</loc></sitemap>", "</sitemapindex>"),
    "list of addresses": ("", f"{_URL}-%d\n", ""),
    "section page": ("<html>", f"<a href={_URL}-%d>A text that is a headline</a>", ""),
    "items of JSON Feed": ('{"items":[', f'{{"url":"{_URL}-%d"}},', "{}]}"),
    "objects of JSON Feed": ('{"items":', '{"items":', ""),
}
_ROBOTS = {
    "empty lines": ("", "\n", "x"),
    "groups": ("", "User-agent: a%d\nDisallow: /%d\n", ""),
    "rules": ("User-agent: *\n", "Disallow: /a%d\n", ""),
    "stars": ("User-agent: *\nDisallow: /", "*a", "b$"),
    "sitemaps": ("", "Sitemap: https://herald.example/%d.xml\n", ""),
}
_IN_HEAD = {
    "meta elements": ("", "<meta name=a%d content=b>", ""),
    "pictures in meta": ("", "<meta property=og:image content=/%d.jpg>", ""),
    "canonical addresses": ("", "<link rel=canonical href=/%d>", ""),
    "parts of a title": ("<title>", "Harbour | ", "</title>"),
}

STRUCTURES: dict[str, Structure] = {
    **{name: Structure("page", _PAGE + h, u, t) for name, (h, u, t) in _IN_BODY.items()},
    **{
        name: Structure("page", _LD + h, u, t + "</script>") for name, (h, u, t) in _IN_DATA.items()
    },
    **{name: Structure("page", _HEAD + h, u, t + _PAGE) for name, (h, u, t) in _IN_HEAD.items()},
    **{name: Structure("listing", *parts) for name, parts in _LISTINGS.items()},
    **{name: Structure("robots", *parts) for name, parts in _ROBOTS.items()},
    **{name: Structure("WARC", *parts) for name, parts in ARCHIVED.items()},
    **{name: Structure(kind, "", unit) for name, (kind, unit) in WRITTEN.items()},
}
