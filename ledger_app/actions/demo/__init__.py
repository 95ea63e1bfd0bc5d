"""The invented township, and what can be shown with it."""
