"""Descriptions in languages other than English: a grammar for each family of languages, and words as data."""
