"""A record as a form, made from the catalogue."""
