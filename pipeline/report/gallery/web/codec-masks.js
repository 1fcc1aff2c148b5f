/* Classes from colours, as pipeline/codecs/masks.py does it: the nearest colour of the prompt's palette. */

/** Return a search by red, green and blue that remembers its answers: pictures have few colours. */
Cavendish.remembered = (search) => {
  const seen = new Map();
  return (red, green, blue) => {
    const name = (red << 16) | (green << 8) | blue;
    if (!seen.has(name)) seen.set(name, search(red, green, blue));
    return seen.get(name);
  };
};

/** Return a search that gives [position, squared distance] of the nearest of `colours` (bytes); ties go to the first. */
Cavendish.nearest = (colours) =>
  Cavendish.remembered((red, green, blue) => {
    let [position, least] = [0, Infinity];
    for (let at = 0; at < colours.length; at += 3) {
      const squared = (red - colours[at]) ** 2 + (green - colours[at + 1]) ** 2 + (blue - colours[at + 2]) ** 2;
      if (squared < least) [position, least] = [at / 3, squared];
    }
    return [position, least];
  });

Cavendish.masks = {
  /** Return the position in `palette`, a list of [red, green, blue], of each pixel's nearest colour. */
  decode(rgb, palette) {
    const nearest = Cavendish.nearest(palette.flat());
    return Int32Array.from({ length: rgb.length / 3 }, (_, at) => {
      return nearest(rgb[3 * at], rgb[3 * at + 1], rgb[3 * at + 2])[0];
    });
  },
};
