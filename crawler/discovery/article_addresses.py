"""Which addresses are articles of a source: by its patterns, else by the address's shape."""

import re
from collections.abc import Iterable
from datetime import date
from string import whitespace
from urllib.parse import unquote, urljoin, urlsplit

from w3lib.url import safe_url_string

from crawler.extraction.page.address_form import is_normal, normal_url
from crawler.extraction.page.links import is_same_site
from crawler.profiles.profile import SourceProfile, profile_for

_PLAIN_HOST = re.compile(r"[a-z\d.-]+", re.I | re.A)
_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[/_-]?(?P<month>\d\d)(?:[/_-]?(?P<day>\d\d))?(?!\d)"
)
_NUMBER = re.compile(r"(?<![\d.])\d{5,}(?![\d.])")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_SPACE = re.compile(r"\s+")
_LINE_END = re.compile(r"[\t\r\n]")
_AMPERSAND = re.compile(r"&(?:(?:amp|#0{0,5}38|#x0{0,5}26);)+", re.I)
# Spaces, byte order marks, and characters that join, part or direct others.
UNSEEN = f"{whitespace}\x85\xa0\xad\u061c\u1680\u180e\u3000\ufeff" + "".join(
    map(chr, (*range(0x2000, 0x2010), *range(0x2028, 0x2030), *range(0x205F, 0x2070)))
)
# Parts of paths that lead to lists, forms and the site's own affairs.
_NO_ARTICLES = frozenset(
    """
    tag tags topic topics author authors autor category categories section sections page pages
    search login signin register subscribe subscription newsletter newsletters account user users
    about about-us contact contact-us privacy privacy-policy terms cookies cookie-policy imprint
    impressum advertise advertising jobs careers shop store faq help rss feed feeds sitemap archive
    archives wp-content wp-admin wp-json cdn-cgi static assets
    """.split()
)
_OTHER_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|pdf|docx?|xlsx?|zip|gz|mp[34]|m3u8)$",
    re.I,
)
_SLUG_WORDS = 4  # a headline has more words than the name of a section
_HAN = re.compile("[\u3400-\u9fff]")
_SLUG_HAN = 6  # characters; sections have two or four
_LONG_TEXT = 24  # characters of a link that may be a headline; menus are shorter
_SHORT_TEXT = 8  # the same in a script that writes a word with a character or two
_DENSE_SCRIPT = re.compile("[\u0e00-\u0fff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def absolute_url(base: str, link: str) -> str | None:
    """Return the http(s) address that a link leads to, cleaned; None if it leads to none."""
    link = link.strip()
    if is_normal(link):
        return link
    try:
        url = urljoin(base, link)
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
            return None
        if not _PLAIN_HOST.fullmatch(parts.netloc):
            safe_url_string(url)  # Scrapy's own reading is stricter: http://[::1]@a.example
    except ValueError:
        return None
    return normal_url(url)


def listed_url(base: str, text: str) -> str | None:
    """Return the address that a feed's or sitemap's text names, None if it names none.

    Such a text may be broken into lines, have what nobody sees around it, be escaped twice, and
    name a host as people do, without a scheme.
    """
    text = text.strip(UNSEEN)
    if is_normal(text):
        return text
    text = _SPACE.sub(lambda space: "" if _LINE_END.search(space[0]) else space[0], text)
    text = _AMPERSAND.sub("&", text)
    if text[:4].lower() == "www.":
        text = f"//{text}"
    return absolute_url(base, text) if text else None


def belongs(url: str, profile: SourceProfile, base: str) -> bool:
    """Return whether a URL is the source's; without domains, that of the page it stands on."""
    if profile.domains:
        return profile_for(url, {profile.name: profile}) is profile
    return is_same_site(url, base)


def matches(url: str, patterns: Iterable[str]) -> bool:
    """Return whether one of the patterns is found in the URL's path and query."""
    path = path_and_query(url)
    return any(re.search(pattern, path) for pattern in patterns)


def path_and_query(url: str) -> str:
    """Return what a profile's patterns are searched in."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def is_wanted(url: str, profile: SourceProfile) -> bool:
    """Return whether the profile's patterns leave in a URL that is stated to be an article's."""
    return not matches(url, profile.ignore_urls) and (
        not profile.article_urls or matches(url, profile.article_urls)
    )


def is_article_url(url: str, profile: SourceProfile, text: str | None = None) -> bool:
    """Return whether a URL of the source is an article's.

    text: of the link on a page; None where the listing gives none.
    """
    return is_wanted(url, profile) and (bool(profile.article_urls) or looks_like_article(url, text))


def is_house_page(url: str) -> bool:
    """Return whether a URL is of a list of tags, a form, or the site's own affairs."""
    return _is_house(_steps(urlsplit(url).path))


def _steps(path: str) -> list[str]:
    return [step for step in unquote(path).lower().split("/") if step]


def _is_house(steps: list[str]) -> bool:
    return not steps or not _NO_ARTICLES.isdisjoint((steps[0], *steps[-2:]))


def looks_like_article(url: str, text: str | None = None) -> bool:
    """Guess whether a URL is an article's from its shape and the text of the link to it."""
    parts = urlsplit(url)
    steps = _steps(parts.path)
    if _OTHER_FILES.search(parts.path):
        return False
    if _is_house(steps) or steps[-1].startswith("index."):
        return bool(_NUMBER.search(parts.query))
    name = re.sub(r"\.\w{2,5}$", "", steps[-1])
    slug = len(_WORDS.findall(name)) >= _SLUG_WORDS or len(_HAN.findall(name)) >= _SLUG_HAN
    numbered = bool(_NUMBER.search(f"{parts.path}?{parts.query}"))
    day = _DAY.search(parts.path)
    dated = bool(day)
    if text is None:
        # A day has a page of its own, and below it the day's articles.
        return slug or numbered or bool(day and day["day"] and _WORDS.search(name))
    long_enough = _SHORT_TEXT if _DENSE_SCRIPT.search(text) else _LONG_TEXT
    headline = len(text) >= long_enough and (slug or numbered or dated or len(steps) >= 3)
    return headline or (dated and (slug or numbered))


def url_days(url: str) -> tuple[date, date] | None:
    """Return the first and last day that a dated address stands for: a day or a month."""
    found = _DAY.search(urlsplit(url).path)
    if not found:
        return None
    year, month = int(found["year"]), int(found["month"])
    try:
        if found["day"]:
            day = date(year, month, int(found["day"]))
            return day, day
        after = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), date.fromordinal(after.toordinal() - 1)
    except ValueError:
        return None
