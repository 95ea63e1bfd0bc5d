"""WHAT IS TRUE of a student file: pure functions, no input or output."""
