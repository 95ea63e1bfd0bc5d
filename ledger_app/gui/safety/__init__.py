"""The safety note where it must be read: on top of a file, before a call, before a paper."""
