"""Words of column headings: aliases beside the catalogue's own, whose a column is, of what time."""
