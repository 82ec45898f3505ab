"""Processes that extract, so that the reactor stays free."""
