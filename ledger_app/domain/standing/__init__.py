"""Where a child stands on a day: its cases, their replay, its status."""
