"""What is not as the writer left it, and how it is mended."""
