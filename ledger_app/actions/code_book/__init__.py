"""字段说明: every field with its codes, who fills it in, from what, on which papers it stands."""
