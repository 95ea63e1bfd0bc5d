"""Who is at school: classes registered one by one, absences opened and ended."""
