"""Making, opening, checking and backing up ledger files."""
