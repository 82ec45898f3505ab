"""Source profiles: what each key may hold, and when to look at a source."""
