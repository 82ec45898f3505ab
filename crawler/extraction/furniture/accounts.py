"""Lines that lead to the site's own account on a social network: follow us, like our page."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.extraction.fields.site_names import site_names
from crawler.extraction.furniture.furniture import Reason, Rule
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import letters

_NETWORK = re.compile(
    r"(?:^|\.)(?:facebook\.com|fb\.com|twitter\.com|x\.com|instagram\.com|threads\.net|t\.me|"
    r"telegram\.me|whatsapp\.com|youtube\.com|tiktok\.com|linkedin\.com|pinterest\.com|vk\.com|"
    r"ok\.ru|dzen\.ru|max\.ru|weibo\.com|line\.me|bsky\.app)$"
)
_MOST_SEGMENTS = 3  # of an account's address: /profile/gazette, /pages/gazette/123; a post has more
_OF_POSTS = frozenset("status posts p watch photo photos video videos reel permalink".split())
_LONGEST = 200  # characters: a longer block has more to say
_LEAST = 4  # letters of a site's name


def account_rule(page: Page) -> Rule:
    """Return the rule for lines that begin or end with a link to an account named as the site is.

    Whom an article speaks of has an account of another name, a post is none, and a line that leads
    elsewhere, too, may speak of more.
    """
    host = urlsplit(page.url).hostname or ""
    parts = [letters(label) for label in host.split(".")[:-1] if len(label) >= _LEAST]
    sections = set(parts[:-1])  # news.example.com, which others may be named, too
    names = [name for name in page.once(site_names) - sections if len(name) >= _LEAST]

    def rule(block: PageBlock) -> Reason | None:
        if not block.link_length or len(block.text) > _LONGEST or block.quoted or block.rows:
            return None
        spans = [span for span in block.spans if letters(span.text)]
        accounts = [_account(span.url) for span in spans if span.url]
        is_at_an_end = any(span.url for span in (*spans[:1], *spans[-1:]))
        if not is_at_an_end or not all(accounts):
            return None
        are_own = any(name in account for account in accounts for name in names)
        return "promotion" if are_own else None

    return rule


@lru_cache(maxsize=1024)
def _account(url: str) -> str:
    """Return the letters of the account that an address is of; none if it is of something else."""
    parts = urlsplit(url)
    segments = parts.path.strip("/").lower().split("/")
    is_account = len(segments) <= _MOST_SEGMENTS and _OF_POSTS.isdisjoint(segments)
    if not is_account or not _NETWORK.search(parts.hostname or ""):
        return ""
    return letters("".join(segments))
