"""What motor vehicles are put together from: bodies by type, cabins, wheels, lamps and plates."""
