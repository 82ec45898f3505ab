"""The program as a library: an article from a page, with no crawl, no settings and no files."""
