"""The commands of the hand-off: pairing, packages, what both ends decide."""
