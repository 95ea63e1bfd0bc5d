"""Reading: files, lists, search, what was typed before."""
