"""Whether two files, rows or people on lists are one child: facts for and against."""
