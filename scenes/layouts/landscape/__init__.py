"""Open land."""
