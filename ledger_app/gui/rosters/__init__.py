"""Children that a list leaves out or marks: the answers, one by one or together."""
