"""Loading a workbook, step by step."""
