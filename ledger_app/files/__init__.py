"""The one place that writes files: whole or not at all, private, and never over what must stay."""
