"""Route sheets: asking for one, and typing in what came back."""
