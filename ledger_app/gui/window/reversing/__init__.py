"""Undo and redo: what the window says and shows of them, and the list of what was done."""
