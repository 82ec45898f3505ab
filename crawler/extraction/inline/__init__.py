"""Text within a block as a browser shows it: looks, raised digits, formulas, code, cells."""
