"""What may be said of a child, where: column texts, masks, restricted labels, the time line."""
