"""Commands on the articles that have been written."""
