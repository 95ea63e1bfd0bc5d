"""Two files of one child made one, and one file that was two taken apart."""
