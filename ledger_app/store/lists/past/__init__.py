"""What files were on a past day."""
