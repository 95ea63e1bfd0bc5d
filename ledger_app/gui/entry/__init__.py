"""Before and around the open ledger: make, open, recover, restore."""
