"""Bytes to sheets of cells, in a guarded process of their own."""
