"""Consumes Articles: clean, dedupe, code, images, Markdown; one file per step."""
