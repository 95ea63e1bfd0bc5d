"""What a person types and means, read as what is kept: days, times of day, amounts. Pure."""
