"""Who wrote the article: people and desks, as the page names them."""

from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import urlsplit

from crawler.extraction.fields.doubted_evidence import doubt_of, doubted
from crawler.extraction.fields.names import (
    Names,
    is_organisation,
    is_person,
    names_in,
    without_by,
)
from crawler.extraction.fields.printed_authors import printed_authors
from crawler.extraction.fields.site_names import site_names
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import objects, strings, types
from crawler.extraction.page.text import letters

_METAS = (
    *("author", "article:author", "og:article:author", "dc.creator", "parsely-author"),
    *("sailthru.author", "byl"),
)
_LABELLED = range(1, 5)  # of the labels and data that cards for Twitter have
_BODIES = frozenset(("Organization", "NewsMediaOrganization", "Corporation", "WebSite"))
_SITE = 8  # letters of a site's name that no person's begins with


def authors_candidates(page: Page) -> list[Candidate[Names]]:
    """Return the page's lists of authors, each in the page's order, the best first.

    One that names people is better than one that names the site alone.
    """
    host = urlsplit(page.url).hostname or ""
    labels = {letters(label) for label in host.split(".")[:-1]}
    sites = page.once(site_names) | labels
    bodies = sites | _stated_bodies(page) | _desks(page)
    people: list[Candidate[Names]] = []
    desks: list[Candidate[Names]] = []
    in_doubt: list[Candidate[Names]] = []
    is_body_named = False  # another than the site, as the author
    for evidence in (_in_data, _seen):
        for names, origin in evidence(page):
            if doubt_of(page, "authors", names, origin):
                in_doubt += doubted(page, "authors", [Candidate(names, origin)])
                continue
            others = _people(names, bodies, sites)
            is_told = bool(others) and not all(map(_is_account, others))
            if is_told and (not is_body_named or any(map(is_person, others))):
                people.append(Candidate(others, origin))
            elif names:
                is_body_named |= any(letters(name) not in sites for name in names)
                desks.append(Candidate(names, origin))
        if people:  # what readers see takes longer to find: not without need
            break
    if people:
        return [*people, *in_doubt, *desks]
    return [*in_doubt, *desks]


def all_authors(page: Page) -> list[Candidate[Names]]:
    """Return the lists of authors of all of the page's evidence, in no order of worth."""
    found = (*_in_data(page), *_seen(page))
    return [candidate for candidate in found if candidate.value]


def _desks(page: Page) -> frozenset[str]:
    """Return the desks that many of the site's articles are signed by, by letters()."""
    model = page.profile.model
    return frozenset(map(letters, model.fields.desks if model else ()))


def _in_data(page: Page) -> Iterator[Candidate[Names]]:
    """Yield the authors that the profile's selector, structured data and meta elements name."""
    selected = page.selected("authors")
    yield Candidate(names_in(str(e.text_content()) for e in selected), "profile")
    yield from (Candidate(_stated_names(v), origin) for v, origin in page.stated("author"))
    for name in _METAS:
        lines = [line for line in page.meta.get(name, ()) if not line.startswith("http")]
        yield Candidate(names_in(lines), f"meta {name}")
    for n in _LABELLED:  # "Written by", in the site's language
        if any(without_by(label) == "" for label in page.meta.get(f"twitter:label{n}", ())):
            yield Candidate(
                names_in(page.meta.get(f"twitter:data{n}", ())), f"meta twitter:data{n}"
            )


def _seen(page: Page) -> Iterator[Candidate[Names]]:
    """Yield the authors that readers see."""
    yield from printed_authors(page)
    yield from (Candidate(_stated_names(v), origin) for v, origin in page.stated("creator"))


def _is_account(name: str) -> bool:
    """Return whether a name is that of an account, such as `alee`."""
    return name.isascii() and name.islower() and " " not in name


def _people(names: Names, bodies: Collection[str], sites: Collection[str]) -> Names:
    """Return the names of people, and with them those of other bodies than the site.

    What begins with the site's name is the site, such as its desk or feed.
    """
    if all(map(is_organisation, names)):
        return ()
    begins = tuple(site for site in sites if len(site) >= _SITE)
    others = tuple(
        name
        for name in names
        if (key := letters(name)) not in bodies and not key.startswith(begins)
    )
    return names if len(others) == len(names) else tuple(filter(is_person, others))


def _stated_bodies(page: Page) -> frozenset[str]:
    """Return the organisations among the authors that structured data give, by letters()."""
    authors = (item for value, _ in page.stated("author") for item in objects(value))
    bodies = (item for item in authors if any(kind in _BODIES for kind in types(item)))
    return frozenset(letters(name) for item in bodies for name in strings(item.get("name")))


def _stated_names(value: Any) -> Names:
    lines = strings(value)
    for item in objects(value):
        whole = strings(item.get("name"))
        parts = [part for key in ("givenName", "familyName") for part in strings(item.get(key))]
        lines += whole if names_in(whole) else [" ".join(parts)]
    return names_in(line for line in lines if not line.startswith(("http://", "https://")))
