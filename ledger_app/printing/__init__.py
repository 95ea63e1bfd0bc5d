"""Layout in millimetres (pure) and drawing (the only reportlab import)."""
