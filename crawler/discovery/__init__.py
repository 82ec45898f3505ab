"""Discovery: what feeds, sitemaps, section pages and robots.txt list. Pure: no I/O, no Scrapy."""

from crawler.discovery.found import Discovered, Listing
from crawler.discovery.listing import read_listing

__all__ = ["Discovered", "Listing", "read_listing"]
