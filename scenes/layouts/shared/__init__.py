"""What several layouts are made with."""
