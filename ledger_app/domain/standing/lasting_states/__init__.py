"""States that last and have an end: which stands on a day, and when somebody must look again."""
