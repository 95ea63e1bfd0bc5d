"""Whether the program can do its work on this computer, told without any name."""
