"""What a page says of its article: headline, authors, section, language and the like."""
