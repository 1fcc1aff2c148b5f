/* Motion in space as colours, as pipeline/codecs/scene_flow.py does it: right, up and near in red, green and blue. */
Cavendish.sceneFlow = (() => {
  const [STILL, STEPS, NO_SURFACE] = [144, 111, 16];

  /** Return float32 metres, three for each pixel, NaN where there is no surface. */
  function decode(rgb, reach) {
    return Float32Array.from(rgb, (value, at) => {
      const pixel = at - (at % 3);
      if (Math.max(rgb[pixel], rgb[pixel + 1], rgb[pixel + 2]) < NO_SURFACE) return NaN;
      return reach * Math.min(1, Math.max(-1, (value - STILL) / STEPS));
    });
  }

  /** Return the bound of a coordinate's error in metres. */
  const error = (reach) => reach / (2 * STEPS);

  return { STILL, decode, error };
})();
