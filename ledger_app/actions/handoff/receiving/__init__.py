"""What whoever receives sees and does: a whole stick, the units below, their children."""
