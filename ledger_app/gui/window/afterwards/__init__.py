"""What the window says and shows after something was done: undone, done again, arrived."""
