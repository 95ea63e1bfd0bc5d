"""What is noted beside a value: why it is as it is, and that somebody looked a second time."""
