"""通过 or 退回 of the files that packages changed: the files, and the reason."""
