"""Triangle meshes in plain numpy: building them, repairing them, and how far they reach into one another."""
