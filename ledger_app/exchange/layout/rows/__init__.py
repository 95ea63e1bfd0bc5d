"""Which rows of a list are children, and what the others are."""
