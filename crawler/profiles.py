"""Source profiles: what to read, and what only the source's people know of their pages."""

from pydantic import BaseModel, ConfigDict


class SourceProfile(BaseModel):
    """One news source; every key but name and domains may be left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str  # lower case, the outlet's own short name
    domains: tuple[str, ...] = ()  # without www.; the first is the main one
    feeds: tuple[str, ...] = ()  # addresses of RSS or Atom feeds
    sections: tuple[str, ...] = ()  # addresses of section pages
    article_urls: tuple[str, ...] = ()  # regular expressions searched in a URL's path and query
    ignore_urls: tuple[str, ...] = ()  # the same; these are no articles
    timezone: str | None = None  # IANA name: the zone that the pages are printed in
    language: str | None = None  # ISO 639-1
    categories: dict[str, str] = {}  # section as the page or its URL names it: vocabulary word
    selectors: dict[str, str] = {}  # field of Article: CSS selector of the element that holds it
    date_line: str | None = None  # regular expression of the visible date line, groups: see docs
    drop_blocks: tuple[str, ...] = ()  # CSS selectors of furniture
    drop_lines: tuple[str, ...] = ()  # regular expressions; a block's whole text matches
    unverified: tuple[str, ...] = ()  # keys of this profile that nobody has checked on line


GENERIC = SourceProfile(name="")
