"""What the pixels of a thing show of its colour, and whether a word agrees with them."""
