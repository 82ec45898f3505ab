"""When an article was published and changed, as machines and people write it."""
