"""What an entry will do before it is kept: the same rules on a changed copy of the file."""
