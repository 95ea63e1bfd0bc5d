"""The tables of the ledger besides the student's, one a file: a new file is a new table."""
