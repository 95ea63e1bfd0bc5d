"""How Chinese characters come to be typed into the window."""
