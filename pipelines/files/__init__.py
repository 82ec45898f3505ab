"""Files on their way to the output folder, and what is in it."""
