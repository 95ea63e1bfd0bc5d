"""The hand-off as whoever hands over sees it: what went and came, what waits."""
