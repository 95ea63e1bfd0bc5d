"""What schools and classes were called in packages before, and how that is read today."""
