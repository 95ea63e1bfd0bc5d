"""The open file of one child."""
