"""The route sheet: whom to visit, why, and room to write down what was found."""
