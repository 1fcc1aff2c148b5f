/* Points as colours, as pipeline/codecs/position.py does it: right, up and ahead of the camera in red, green and blue. */
Cavendish.position = (() => {
  const [BASE, NO_POINT] = [32, 16];
  const LOW = [-1, -1, 0]; // of the box, in reaches

  /** Return float32 metres, three for each pixel, NaN where there is no point. */
  function decode(rgb, reach) {
    return Float32Array.from(rgb, (value, at) => {
      const pixel = at - (at % 3);
      if (Math.max(rgb[pixel], rgb[pixel + 1], rgb[pixel + 2]) < NO_POINT) return NaN;
      return reach * (LOW[at % 3] + 2 * Math.min(1, Math.max(0, (value - BASE) / (255 - BASE))));
    });
  }

  /** Return the bound of a coordinate's error in metres. */
  const error = (reach) => reach / (255 - BASE);

  return { BASE, decode, error };
})();
