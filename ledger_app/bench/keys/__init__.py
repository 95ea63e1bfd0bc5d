"""How many keys the common acts cost, counted in the real window."""
