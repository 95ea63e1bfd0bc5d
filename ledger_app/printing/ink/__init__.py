"""Characters of the bundled fonts as any pen needs them: cut out, numbered, placed."""
