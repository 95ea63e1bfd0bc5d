"""Noting something beside a value: notes on fields, second looks, what is still to be filled."""
