"""核查名单: who is to be looked at by the schools, and asking them."""
