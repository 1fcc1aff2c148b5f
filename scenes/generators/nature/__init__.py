"""What grows, and the ground that it grows on."""
