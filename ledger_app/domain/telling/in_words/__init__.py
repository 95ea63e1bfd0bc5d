"""What is known of a child beside its records, in one sentence."""
