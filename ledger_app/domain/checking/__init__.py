"""What is wrong with a field, a record, a file, in words that say what to do."""
