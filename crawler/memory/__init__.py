"""Learns what a site's pages have in common, and keeps it: the models of sites."""
