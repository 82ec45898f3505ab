"""Our own `scrapy …` commands."""
