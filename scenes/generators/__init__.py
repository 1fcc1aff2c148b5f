"""Procedural things: from a generator's name, an outer size and a variant number to a mesh."""
