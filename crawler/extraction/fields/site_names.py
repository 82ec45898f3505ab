"""What a page calls its site, and titles without it."""

import re
from collections.abc import Collection
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import objects, strings, types
from crawler.extraction.page.text import letters, line_of

# Between a headline and a site's name; the hyphen and the colon only with space around or behind.
SEPARATOR = re.compile(
    r"\s+[-–—―·•»«:/\\~<>@]+\s+|\s*[|｜¦]+\s*|\s*(?:::|--)\s*|\s*[－—_»«]\s*|:\s+"
)
LONG = 12  # letters: so much of a headline is no chance
_LONGEST = 500  # characters of a title that are looked at
_SITE_TYPES = frozenset(("WebSite", "Organization", "NewsMediaOrganization", "Corporation"))
_SITE_CLASSES = frozenset(  # not blog-title: many call a post's title so
    "site-title site-name sitename site_name sitetitle site-logo logo navbar-brand".split()
)
_LONGEST_NAME = 60  # characters of a site's name
_GLUED = re.compile(r"([^|:–—-]{3,60})[-–—](?=\S)")  # Name-Headline
_KICKER = re.compile(r"(?<!:):\s*$")  # what stands before it is no site's name
_FEW_SPACES = 3  # of a text that is hardly a headline
_MOST_WITHIN = 5  # elements of a heading that may be the link to the site's first page


def site_names(page: Page) -> frozenset[str]:
    """Return what the page calls its site and publisher, and its host's name, by letters()."""
    names = [*page.meta.get("og:site_name", ()), *page.meta.get("application-name", ())]
    for value, _ in page.stated("publisher", "isPartOf"):
        names += strings(value)
        for item in objects(value):
            if "WebPage" not in types(item):  # in which an Article is, of the same name
                names += strings(item.get("name"))
    for node in page.json_ld:
        if types(node) & _SITE_TYPES:
            names += [*strings(node.get("name")), *strings(node.get("alternateName"))]
    names += (line_of(heading) for heading in page.elements("h1", "h2") if is_sites(page, heading))
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    names += [host, *(label for label in host.split(".")[:-1] if len(label) > 3), page.profile.name]
    return frozenset(key for name in names if (key := letters(name)))


def shared_parts(page: Page) -> frozenset[str]:
    """Return the parts that the titles of the page's site share, in the form of site_names."""
    model = page.profile.model
    return frozenset(map(letters, model.fields.title_parts if model else ())) - {""}


def is_sites(page: Page, heading: HtmlElement) -> bool:
    """Return whether a heading shows the site's name: by its class, or as it leads to its start."""
    names = f"{heading.get('class')} {heading.get('id')}".lower().split()
    if not _SITE_CLASSES.isdisjoint(names):
        return True
    links = [*heading.iter("a")][:_MOST_WITHIN]
    around = heading.getparent()
    if around is not None and around.tag == "a":
        links.append(around)
    return any(_leads_home(page, link) for link in links) and len(line_of(heading)) <= _LONGEST_NAME


def _leads_home(page: Page, link: HtmlElement) -> bool:
    """Return whether a link leads to the first page of the page's own site."""
    href = (link.get("href") or "").strip()
    if not href or href.startswith("#"):
        return False
    address = page.absolute(href)
    parts = urlsplit(address) if address else None
    return (
        parts is not None
        and parts.path in ("", "/", "/index.html", "/index.php", "/index.htm")
        and not parts.query
        and parts.hostname == urlsplit(urljoin(page.url, "/")).hostname
        and urlsplit(page.url).path not in ("", "/")
    )


def without_site_name(
    title: str,
    names: Collection[str],
    visible: Collection[str],
    sections: Collection[str] = (),
    shared: Collection[str] = (),
) -> str:
    """Return the title without the site's names at either end, and sections at its end.

    names, visible, sections and shared, the parts that the site's titles have in common, are in
    the form of site_names. Where a part of the title is a visible headline, the title is that part.
    """
    cuts = list(SEPARATOR.finditer(title, 0, _LONGEST))
    shown = [heading for heading in visible if len(heading) >= LONG]
    if letters(title) in shown:
        return title.lstrip(" :|-")
    if not cuts:
        return title.lstrip(" :|-")
    starts = [0, *(cut.end() for cut in cuts)]
    stops = [*(cut.start() for cut in cuts), len(title)]
    pieces = (
        title[start:stop]
        for start in starts
        for stop in reversed(stops)
        if start < stop and not _KICKER.search(title, 0, start)
    )
    if shown and (piece := next((piece for piece in pieces if letters(piece) in shown), None)):
        return piece
    while len(starts) > 1 and _is_site(title[starts[-1] : stops[-1]], names, (*sections, *shared)):
        del starts[-1], stops[-1]
    while len(starts) > 1 and _is_site(title[starts[0] : stops[0]], names, shared):
        del starts[0], stops[0]
    return title[starts[0] : stops[-1]].lstrip(" :|-")


def without_glued_name(title: str, names: Collection[str], address: str) -> str:
    """Return a title such as `Name-Headline` without the name, if the address does not spell it."""
    found = _GLUED.match(title)
    if found is None or letters(found[1]) not in names:
        return title
    rest = title[found.end() :]
    is_spelled = letters(title)[:LONG] in letters(unquote(address))
    return title if is_spelled or rest[0].islower() or rest.count(" ") < _FEW_SPACES else rest


def _is_site(part: str, names: Collection[str], sections: Collection[str] = ()) -> bool:
    key = letters(part)
    bare = key.removeprefix("the")
    return key in (*names, *sections) or any(
        len(name) > 3
        and (bare.startswith(name.removeprefix("the")) or (len(bare) > 5 and bare in name))
        for name in names
    )
