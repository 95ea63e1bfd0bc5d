"""Files that travel from school to school, and children that two schools or none have."""
