"""What is said of a workbook beside loading it: its columns, the rows set aside."""
