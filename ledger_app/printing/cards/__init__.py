"""A card: blocks of captions and boxes about one child. Reading, filling, layout."""
