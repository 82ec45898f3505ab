"""Articles as rows of a table."""
