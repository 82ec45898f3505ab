"""What a page holds: its tree, data, links, pictures, and its text in blocks."""
