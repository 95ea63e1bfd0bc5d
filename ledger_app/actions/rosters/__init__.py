"""What an import says of whole classes: who is missing, and what became of it."""
