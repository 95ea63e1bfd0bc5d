"""Three-way merge of records: what one ledger tells another, and what becomes of it. Pure."""
