"""One call or visit, logged in a short form: begun with what is known, kept as one revision."""
