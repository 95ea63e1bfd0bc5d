"""How fast the program is, measured on this machine, beside others where they are installed."""
