"""What is done at the request of the pages: a page read anew, decisions, corrections."""
