/* Rectangles, each of one colour, as pipeline/codecs/boxes.py does it: what is alike, where it covers 2×2 pixels. */
Cavendish.boxes = (() => {
  const [APART, FROM_BACKGROUND, MOST_BOXES, LEAST_PX] = [30, 45, 100, 4];

  const away = (rgb, at, [red, green, blue]) => Math.hypot(rgb[3 * at] - red, rgb[3 * at + 1] - green, rgb[3 * at + 2] - blue);
  const cube = (rgb, at) => ((rgb[3 * at] >> 4) << 8) | ((rgb[3 * at + 1] >> 4) << 4) | (rgb[3 * at + 2] >> 4);

  /** Return the mean colour of those of the pixels that lie in the fullest of 16³ cubes; null where none holds four. */
  function fullest(rgb, pixels) {
    const counts = new Int32Array(4096);
    for (const at of pixels) counts[cube(rgb, at)] += 1;
    const most = counts.indexOf(counts.reduce((one, other) => Math.max(one, other)));
    if (counts[most] < LEAST_PX) return null;
    const sum = [0, 0, 0];
    for (const at of pixels) if (cube(rgb, at) === most) sum.forEach((_, channel) => (sum[channel] += rgb[3 * at + channel]));
    return sum.map((value) => value / counts[most]);
  }

  /** Return [left, top, width, height] around all squares of 2×2 pixels of a mask; null where there is none. */
  function around(mask, width) {
    let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
    for (let at = 0; at + width + 1 < mask.length; at++) {
      const x = at % width;
      if (x + 1 === width || !(mask[at] && mask[at + 1] && mask[at + width] && mask[at + width + 1])) continue;
      const y = (at - x) / width;
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + 2), Math.max(bottom, y + 2)];
    }
    return right < 0 ? null : [left, top, right - left, bottom - top];
  }

  /** Return { boxes, labels }: boxes [left, top, width, height], and which of them, from 1, each pixel has the colour of. */
  function decode(rgb, width, height, background) {
    const labels = new Int32Array(width * height);
    const boxes = [];
    let pixels = [...labels.keys()].filter((at) => away(rgb, at, background) > FROM_BACKGROUND);
    for (let round = 0; round < MOST_BOXES; round++) {
      const centre = fullest(rgb, pixels);
      if (!centre) break;
      const mask = new Uint8Array(labels.length);
      const alike = pixels.filter((at) => away(rgb, at, centre) <= APART);
      for (const at of alike) mask[at] = 1;
      const box = around(mask, width);
      if (box) {
        boxes.push(box);
        for (const at of alike) labels[at] = boxes.length;
      }
      pixels = pixels.filter((at) => !mask[at]);
    }
    return { boxes, labels };
  }

  return { decode };
})();
