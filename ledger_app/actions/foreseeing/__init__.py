"""What would change if something were kept: read only, before anything is written."""
