"""Models of people and animals from asset libraries, put into finished scenes: on seats, on the ground, in meadows."""
