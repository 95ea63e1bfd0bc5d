"""What was meant by what is wrong: identity numbers, words of code lists. Offered, never taken."""
