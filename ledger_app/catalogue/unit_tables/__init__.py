"""Tables of the unit: places, lists, what was decided; one file a table."""
