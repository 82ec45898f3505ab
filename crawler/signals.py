"""Our own Scrapy signals."""

# A URL has got its fate: url: str, source: str, fate: Fate, reason: str.
url_settled = object()
