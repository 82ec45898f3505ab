"""Texts and addresses as they may stand in a file, and how alike two texts are."""
