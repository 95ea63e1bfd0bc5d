"""Where a child is at school and lives, out of the cells that say it."""
