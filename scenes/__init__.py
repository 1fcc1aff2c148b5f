"""What is in the world: specs, layouts, materials, cameras and lights, as plain data and numpy.

Nothing here knows a renderer. Lengths are metres; the world is right-handed with z up.
"""
