"""Duties that a child out of school brings with it: who is to be told."""
