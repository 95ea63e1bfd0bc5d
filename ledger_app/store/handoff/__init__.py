"""Packages and who they are exchanged with, as the ledger keeps them."""
