"""What a person decides about articles: publish, hold, drop, correct, and take it back."""
