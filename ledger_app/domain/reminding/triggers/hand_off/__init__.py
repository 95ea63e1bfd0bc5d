"""What units want of each other about a child: a file sent back, a question, an arrival."""
