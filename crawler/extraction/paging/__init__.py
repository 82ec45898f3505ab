"""Articles on several pages: where they go on, and how they are joined."""
