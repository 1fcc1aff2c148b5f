"""Houses, streets, vehicles, gardens."""
