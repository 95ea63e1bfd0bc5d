"""Differences between two ledgers, decided by a person: conflicts and corrections, at both ends."""
