"""Animals put into finished scenes: which live where, how many, and how they stand."""
