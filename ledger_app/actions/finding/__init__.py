"""Finding children by a sentence, and how what was understood of it is called."""
