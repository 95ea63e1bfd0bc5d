"""The copy on another disk, as the window keeps it."""
