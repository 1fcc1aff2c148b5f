"""Kinds of things as people know them: what they are called, how large they are, what they may be made of."""
