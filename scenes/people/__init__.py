"""People: bodies, clothes, hair and poses as meshes, from a person as data."""
