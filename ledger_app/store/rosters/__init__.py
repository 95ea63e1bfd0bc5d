"""Lists of names that were loaded, and the children that such a list leaves out."""
