"""What came on a stick, before it is taken: the packages, and what each would change."""
