"""Streets between houses."""
