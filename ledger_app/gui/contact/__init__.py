"""Ctrl+J: the short form of a call or visit, over whatever page is in sight; F9: whom to ring."""
