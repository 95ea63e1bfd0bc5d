"""A class is registered: who is there and who is not."""
