"""A new file on one page: what it begins with, who is there already, and making it."""
