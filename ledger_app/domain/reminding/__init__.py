"""What is due: rules, the triggers they name, reminders."""
