"""What a page keeps for its own scripts, and the text of its article in it."""
