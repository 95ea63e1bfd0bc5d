"""The encrypted file: connection, keys, lock, audit trail, settings."""
