"""Our own Scrapy signals."""

# A URL has got its fate: url: str, source: str, fate: Fate, reason: str, article: Article | None,
# response: Response | None.
url_settled = object()
