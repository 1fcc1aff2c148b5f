"""The patterns that materials are made of, as Blender's texture nodes."""
