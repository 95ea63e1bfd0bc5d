"""Sheets to lists of children with known columns."""
