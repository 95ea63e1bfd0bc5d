"""Route sheets: whom to visit, what went out on paper, what came back."""
