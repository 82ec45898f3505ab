"""Makes Articles: reads sources, fetches their pages and extracts what they say."""
