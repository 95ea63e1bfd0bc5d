"""What is said of where children stand: how many, on what grounds, until when."""
