"""The school calendar of a ledger: its entries kept, and loaded from a workbook."""
