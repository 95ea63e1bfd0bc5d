"""What is wrong over the whole ledger, and who may be one child."""
