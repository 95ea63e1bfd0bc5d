"""Rows to a plan: which child, what is written, what is asked."""
