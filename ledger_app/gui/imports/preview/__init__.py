"""Step 3: what importing would do to each row, and whose row it is where nobody can tell."""
