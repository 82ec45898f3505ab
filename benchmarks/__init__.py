"""Measures quality and speed, and makes the block classifier; nothing here runs in a crawl."""
