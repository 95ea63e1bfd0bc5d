"""What is wrong with a child's identity number, and what it was meant to be by the evidence."""
