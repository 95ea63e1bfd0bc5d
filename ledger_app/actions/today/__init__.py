"""What 今日 shows and what is done from there."""
