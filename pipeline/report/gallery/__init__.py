"""A page to look at a dataset with: static files that work from file://, offline, and behind any server."""
