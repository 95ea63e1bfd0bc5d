"""体检: everything that is wrong in the ledger, as a list that empties."""
