"""Ground truth that others rendered, made into datasets."""
