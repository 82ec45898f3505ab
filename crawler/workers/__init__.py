"""Processes that extract: for a crawl, whose reactor stays free, and for commands."""
