"""Noting something beside a value: why it is as it is, that it was looked at a second time."""
