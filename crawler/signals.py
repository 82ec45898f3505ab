"""Our own Scrapy signals."""

# A URL has got its fate: url: str, source: str, fate: Fate, reason: str; where its page was read,
# article: Article and response: Response, else None.
url_settled = object()
