"""From scene-linear light to the picture of a camera that is not ideal: lens, sensor, and what its software does."""
