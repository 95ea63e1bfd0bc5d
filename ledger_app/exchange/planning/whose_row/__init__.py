"""Whose row it is: the child found, the doubts, what was decided of them."""
