"""Pages as they were received: WARC files, and saved pages with their sidecars."""
