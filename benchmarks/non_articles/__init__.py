"""Pages that stand at an article's address and are none, and short articles that are some."""
