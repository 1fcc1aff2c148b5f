/* Instances from a picture in which each has a colour of its own, as pipeline/codecs/_instances.py does it: floods of
   alike colours over 16 neighbours, without the small and the thin, those of the same colour joined again. */
Cavendish.instances = (() => {
  const TAU = 14;
  const MIN_SHARE = 2e-4;
  const MIN_CORE = 0.1;
  const MAX_BOX = 5;
  const LATER = [[0, 1], [1, -2], [1, -1], [1, 0], [1, 1], [1, 2], [2, -1], [2, 1]]; // down, right
  const NEIGHBOURS = LATER.flatMap(([down, right]) => [[down, right], [-down, -right]]);

  const squared = (rgb, at, [red, green, blue]) =>
    (rgb[3 * at] - red) ** 2 + (rgb[3 * at + 1] - green) ** 2 + (rgb[3 * at + 2] - blue) ** 2;

  const colourAt = (rgb, at) => rgb.subarray(3 * at, 3 * at + 3);

  /** Return the pixels that one flood from `seed` reaches, and take them off the free ones. */
  function flood(rgb, width, height, free, seed) {
    const colour = colourAt(rgb, seed);
    const pixels = [seed];
    free[seed] = 0;
    for (let next = 0; next < pixels.length; next++) {
      const [x, y] = [pixels[next] % width, Math.floor(pixels[next] / width)];
      for (const [down, right] of NEIGHBOURS) {
        if (x + right < 0 || x + right >= width || y + down < 0 || y + down >= height) continue;
        const at = pixels[next] + down * width + right;
        if (!free[at] || squared(rgb, at, colour) > TAU ** 2) continue;
        free[at] = 0;
        pixels.push(at);
      }
    }
    return pixels;
  }

  /** Tell whether a 3×3 erosion leaves little of a flood; beyond the frame is not part of it. */
  function isThin(pixels, width, height) {
    const own = new Set(pixels);
    const inner = pixels.filter((at) => {
      const [x, y] = [at % width, Math.floor(at / width)];
      if (x < 1 || y < 1 || x > width - 2 || y > height - 2) return false;
      return [-1, 0, 1].every((down) => [-1, 0, 1].every((right) => own.has(at + down * width + right)));
    });
    return inner.length < MIN_CORE * pixels.length;
  }

  function described(pixels, rgb, width) {
    const box = { left: Infinity, top: Infinity, right: -1, bottom: -1 };
    const sum = [0, 0, 0];
    for (const at of pixels) {
      const [x, y] = [at % width, Math.floor(at / width)];
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x + 1);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y + 1);
      for (let channel = 0; channel < 3; channel++) sum[channel] += rgb[3 * at + channel];
    }
    return { pixels, box, mean: sum.map((value) => value / pixels.length) };
  }

  function belong(one, other) {
    const distance = one.mean.reduce((sum, value, channel) => sum + (value - other.mean[channel]) ** 2, 0);
    const wide = Math.max(one.box.right, other.box.right) - Math.min(one.box.left, other.box.left);
    const high = Math.max(one.box.bottom, other.box.bottom) - Math.min(one.box.top, other.box.top);
    return distance <= TAU ** 2 && wide * high <= MAX_BOX * (one.pixels.length + other.pixels.length);
  }

  /** Give floods that belong together, also by way of a third, the same root. */
  function merged(floods) {
    const root = floods.map((_, number) => number);
    const rootOf = (number) => (root[number] === number ? number : rootOf(root[number]));
    floods.forEach((one, first) => {
      for (let second = first + 1; second < floods.length; second++) {
        if (belong(one, floods[second])) root[rootOf(second)] = rootOf(first);
      }
    });
    return floods.map((_, number) => rootOf(number));
  }

  /** Return Int32Array: 0 is background and what was dropped, 1 … n are instances in the order of their first pixels. */
  function decode(rgb, width, height, background) {
    const pixels = width * height;
    const free = Uint8Array.from({ length: pixels }, (_, at) => (squared(rgb, at, background) >= TAU ** 2 ? 1 : 0));
    const floods = [];
    for (let at = 0; at < pixels; at++) {
      if (!free[at]) continue;
      const found = flood(rgb, width, height, free, at);
      if (found.length >= MIN_SHARE * pixels && !isThin(found, width, height)) {
        floods.push(described(found, rgb, width));
      }
    }
    const labels = new Int32Array(pixels);
    const numbers = new Map();
    const roots = merged(floods);
    floods.forEach((each, position) => {
      if (!numbers.has(roots[position])) numbers.set(roots[position], numbers.size + 1);
      for (const at of each.pixels) labels[at] = numbers.get(roots[position]);
    });
    return labels;
  }

  return { decode };
})();
