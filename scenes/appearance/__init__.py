"""What things and places look like: materials, colours, daylight, environment maps."""
