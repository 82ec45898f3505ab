"""What is no part of an article that stands on its page, and why: a rule for each kind."""
