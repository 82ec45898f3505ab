"""Makes Articles: reads sources, fetches their pages and extracts what they say."""

__version__ = "0.2.0.dev0"
