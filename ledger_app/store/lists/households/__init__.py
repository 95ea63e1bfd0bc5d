"""Children of one house: who they are, and what happened to one of them."""
