"""A table: one wide list with a row a record. Reading, filling, layout."""
