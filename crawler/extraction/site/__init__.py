"""What the model of a page's site says of its blocks."""
