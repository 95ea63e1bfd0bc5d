"""Who writes what of a file, once two units exchange packages: refused, and shown at the field."""
