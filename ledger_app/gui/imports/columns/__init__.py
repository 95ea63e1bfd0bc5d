"""Step 2: the sheet as it is, what each column was taken for, and what a person says of it."""
