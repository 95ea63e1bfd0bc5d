"""Finding children: the search box, what a sentence in it means, the filters beside it."""
