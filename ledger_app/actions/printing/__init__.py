"""Printing: prepare, issue, print again; the recovery sheet."""
