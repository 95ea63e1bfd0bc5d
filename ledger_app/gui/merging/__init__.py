"""Windows in which two files become one, or one file two."""
