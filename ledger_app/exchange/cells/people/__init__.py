"""People that a row names: the family, and who answers for the child."""
