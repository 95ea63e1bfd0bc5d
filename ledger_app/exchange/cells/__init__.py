"""Cells of a list to parsed rows."""
