"""A user's own scene files, opened: their objects, cameras, light and names as data."""
