"""Lists that leave the ledger, and fill-in workbooks."""
