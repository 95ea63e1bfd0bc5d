"""配对: two clerks exchange small files and read each other's fingerprint aloud, once."""
