"""Parts of start.py: the standard library only, and readable for Python 3.8."""
