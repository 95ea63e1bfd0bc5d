"""What every widget stands on; it imports nothing else of the window."""
