"""Rehearse an import: what is said of columns and of unsure rows before anything is written."""
