"""The invented township, and what can be shown with it."""

DEMO_PASSWORD = "yanshi-2026"  # of every demo ledger that the program makes by itself
