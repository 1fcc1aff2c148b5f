"""A dataset on disk: its plan, names, files, records and samples; reading, writing and verifying them."""
