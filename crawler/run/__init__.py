"""The books of a run: fates, tally, verdict, logs."""
