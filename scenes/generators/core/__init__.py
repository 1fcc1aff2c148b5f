"""What generators are put together from, and what buildings are built of."""
