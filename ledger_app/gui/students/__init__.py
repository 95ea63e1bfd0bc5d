"""The page 学生: list, filters, search."""
