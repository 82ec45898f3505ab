"""Whether anything leads a crawl to a private address: every form of address, every way to it."""
