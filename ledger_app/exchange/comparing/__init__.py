"""Two lists of children beside each other: who is only on one, who on both, who nobody can tell."""
