"""What finds children: conditions over the lists' rows, and names by the sound of them."""
