"""Telephone numbers of a family: what came of calling them, and when they are answered."""
