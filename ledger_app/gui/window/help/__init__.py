"""The offline help: its pages, what F1 opens where, and the way through the first ten minutes."""
