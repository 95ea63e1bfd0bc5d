"""Whether the lists are of this program, and the rows those that it wrote."""
