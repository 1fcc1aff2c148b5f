"""What is asked of a frame: each task turns it into a prompt and a target picture, and can check one it is given."""
