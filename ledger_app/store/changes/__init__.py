"""Writing: revisions, undo, editions."""
