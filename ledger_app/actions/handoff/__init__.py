"""移交: packages to the unit above, receipts from it, what both ends decide. design §7."""
