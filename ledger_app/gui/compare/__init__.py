"""比对: two lists beside each other, child by child, and what became of each."""
