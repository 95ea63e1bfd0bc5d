"""Laid-out pages into a PDF: the only rooms that know reportlab."""
