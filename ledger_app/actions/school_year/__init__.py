"""A new school year: what it does to the files, done as one revision."""
