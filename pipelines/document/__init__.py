"""An article's file: front matter and Markdown, written and read."""
