"""Photographs that others annotated: the example that holds one, its masks, and the files that they come in."""
