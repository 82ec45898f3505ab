"""All articles with their words, in a file of its own, so that a list of some comes at once."""
