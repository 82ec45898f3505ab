"""From judged blocks to the body, with its pictures, captions, posts and slides."""
