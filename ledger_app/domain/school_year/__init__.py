"""The school year: the entries of its calendar, and the step into the next one."""
