/* Normals from colours, as pipeline/codecs/normals.py does it, in the same 32-bit arithmetic: a convention is three
   signs. Camera space: +x right, +y up, +z towards the camera; (0, 0, 0) where there is no surface. */
Cavendish.normals = (() => {
  const CONVENTIONS = {
    "vision-banana": [-1, 1, 1], dsine: [-1, 1, 1],
    marigold: [1, 1, 1], opengl: [1, 1, 1],
    omnidata: [1, -1, 1], directx: [1, -1, 1],
    geowizard: [1, -1, -1],
  };
  const MIDDLE = 127.5;

  /** Return x, y, z of all pixels, one after another, as float32. */
  function decode(rgb, convention) {
    const signs = CONVENTIONS[convention];
    const vectors = new Float32Array(rgb.length);
    for (let at = 0; at < rgb.length; at += 3) {
      const [x, y, z] = [rgb[at] - MIDDLE, rgb[at + 1] - MIDDLE, rgb[at + 2] - MIDDLE];
      const length = Math.fround(Math.sqrt(x * x + y * y + z * z));
      const scale = length < MIDDLE / 2 ? 0 : Math.fround(1 / length);
      vectors[at] = signs[0] * x * scale;
      vectors[at + 1] = signs[1] * y * scale;
      vectors[at + 2] = signs[2] * z * scale;
    }
    return vectors;
  }

  /** Return the colour of a unit vector. */
  const colour = (vector, convention) =>
    CONVENTIONS[convention].map((sign, axis) => Math.round(127.5 * sign * vector[axis] + 127.5));

  return { CONVENTIONS, colour, decode };
})();
