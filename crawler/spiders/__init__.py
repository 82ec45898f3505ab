"""The three ways in: news (profiles), article (origin URLs), replay (saved pages)."""
