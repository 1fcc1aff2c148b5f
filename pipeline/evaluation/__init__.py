"""From drawn pictures back to numbers, and their scores."""
