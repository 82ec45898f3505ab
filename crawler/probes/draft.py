"""A draft of a source's profile, from its front page and what this leads to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.discovery.article_addresses import absolute_url, belongs, is_house_page, matches
from crawler.discovery.pages import Tree, page_base, read_page
from crawler.items import Article
from crawler.probes.shapes import article_patterns
from crawler.profiles.profile import SourceProfile

MOST_SECTIONS = 8
_LANGUAGE = re.compile(r"^[a-z]{2}(?=$|[-_])", re.I)
_SECTION = re.compile(r"^/[^/?]{2,30}(?:/[^/?]{2,30})?/?$")
_MENU_LINKS = (
    "(//nav | //header | //*[@role='navigation'] | //*[contains(@class, 'menu')]"
    " | //*[contains(@class, 'nav')])//a[@href]"
)
MOST_LETTERS = 24  # of a section's name
_SUFFIXES = frozenset("com co org net gov ac edu info news".split())


@dataclass
class Draft:
    """What is found of a source; an empty list or None: not found."""

    name: str
    domain: str
    feeds: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    article_urls: list[str] = field(default_factory=list)
    language: str | None = None
    timezone: str | None = None
    unverified: list[str] = field(default_factory=list)

    def yaml(self) -> str:
        """Return the profile's file, with a comment for what a person has to find out."""
        lines = [f"# {self.domain}: a draft; look at each line.", f"name: {self.name}"]
        lines.append(f"domains: [{quoted(self.domain)}]")
        for key in ("feeds", "sitemaps", "sections", "article_urls"):
            values = getattr(self, key)
            if values:
                lines += [f"{key}:", *(f"  - {quoted(value)}" for value in values)]
            else:
                lines.append(f"# {key}: none found")
        for key in ("language", "timezone"):
            value = getattr(self, key)
            lines.append(f"{key}: {quoted(value)}" if value else f"# {key}: not found")
        if self.unverified:
            lines.append(f"unverified: [{', '.join(self.unverified)}]")
        return "\n".join(lines) + "\n"


def quoted(value: str) -> str:
    """Return a text as YAML has it, in quotes where it needs them."""
    plain = re.fullmatch(r"[\w/.-]+(?:://[\w/.?=&%~+-]+)?", value) and value != "no"
    return value if plain else "'" + value.replace("'", "''") + "'"


def suggested_name(host: str) -> str:
    """Return a name for the source of a host: its own label, letters and digits only."""
    labels = [label for label in host.split(".") if label not in {"www", "m"}]
    own = [label for label in labels[:-1] if label not in _SUFFIXES] or labels
    return re.sub(r"[^a-z0-9]", "", own[-1].lower()) or "source"


def drafted(
    home: bytes,
    url: str,
    profile: SourceProfile,
    *,
    feeds: Iterable[str],
    sitemaps: Iterable[str],
    article_links: Sequence[str],
    articles: Sequence[Article],
    unverified: Iterable[str] = (),
) -> Draft:
    """Return the draft of the source whose front page this is.

    profile has only its name and domain. feeds and sitemaps are those that it is known to have;
    article_links what they and the page name as articles; articles what two of these pages say.
    """
    (domain,) = profile.domains
    draft = Draft(
        profile.name,
        domain,
        feeds=list(feeds),
        sitemaps=list(sitemaps),
        unverified=list(unverified),
    )
    draft.article_urls = article_patterns(article_links)
    tree = read_page(home)
    if tree is not None:
        declared = _LANGUAGE.match(tree.get("lang") or "")
        draft.language = declared[0].lower() if declared else None
        draft.sections = menu_pages(tree, url, draft)
    found = [article.language for article in articles if article.language]
    draft.language = found[0] if found else draft.language
    draft.timezone = zone_of(domain, articles)
    return draft


def menu_pages(tree: Tree, url: str, draft: Draft) -> list[str]:
    """Return the pages that the site's menus lead to and that are no articles."""
    profile = SourceProfile(name=draft.name, domains=(draft.domain,))
    base = page_base(tree, url)
    found: dict[str, None] = {}
    for link in tree.xpath(_MENU_LINKS):
        address = absolute_url(base, link.get("href"))
        text = " ".join(link.text_content().split())
        if (
            address
            and belongs(address, profile, url)
            and len(text) <= MOST_LETTERS
            and _SECTION.match(urlsplit(address).path)
            and not is_house_page(address)
            and not matches(address, draft.article_urls)
        ):
            found[address] = None
    return list(found)[:MOST_SECTIONS]


@cache
def country_zones() -> dict[str, list[str]]:
    """Return the time zones of each country, by its ISO 3166 code in lower case."""
    zones: dict[str, list[str]] = {}
    for line in (files("tzdata.zoneinfo") / "zone.tab").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            zones.setdefault(country.lower(), []).append(zone)
    return zones


def zone_of(domain: str, articles: Sequence[Article]) -> str | None:
    """Return the only zone of the domain's country that its articles' dates do not rule out."""
    printed = [one.date_published for one in articles]
    # a program prints UTC, whatever the zone of its newsroom
    dates = [date for date in printed if isinstance(date, datetime) and date.utcoffset()]
    country = domain.partition(":")[0].rpartition(".")[2]
    candidates = country_zones().get({"uk": "gb"}.get(country, country), [])
    fitting = [
        zone
        for zone in candidates
        if all(date.utcoffset() == date.astimezone(ZoneInfo(zone)).utcoffset() for date in dates)
    ]
    return (fitting or candidates)[0] if len(candidates) == 1 or len(fitting) == 1 else None
