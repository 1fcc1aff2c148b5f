"""A finished dataset in the formats of other programs."""
