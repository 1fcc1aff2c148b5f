"""Things on a table."""
