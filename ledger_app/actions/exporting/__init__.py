"""Lists of children that leave the ledger as workbooks, and what comes back."""
