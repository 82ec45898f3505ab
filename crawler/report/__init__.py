"""What a run leaves behind for its reader: `reports/<run>.json`, and the same as a page."""
