"""移交 at a school: what went up last, what came back, what waits for an answer."""
