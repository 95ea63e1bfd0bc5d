"""Reaching a family: its numbers and what came of calling them; a call or visit logged in short.

Begun with what is known, kept as one revision.
"""
