"""Photographs that others annotated: readers of the files that they come in, set by set."""
