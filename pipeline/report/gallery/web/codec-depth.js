/* Depth from colours, as pipeline/codecs/depth.py and cube.py do it: a colour is projected on the map's path, and the
   place on it, f in 0 … 1, means −λ c ((1 − f)^(1/(λ + 1)) − 1) metres; by default 10 ((1 − f)^(−1/2) − 1). */
Cavendish.depth = (() => {
  const RESIDUAL_MAX = 0.12;
  const PAPER = { lam: -3, c: 10 / 3 };
  const CORNERS = [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 1, 1], [0, 0, 1], [1, 0, 1], [1, 1, 1]];
  const EDGES = CORNERS.slice(1).map((end, edge) => {
    const moving = [0, 1, 2].find((channel) => end[channel] !== CORNERS[edge][channel]);
    return { moving, end, resting: [0, 1, 2].filter((channel) => channel !== moving) };
  });
  const tables = { cube: cubeColours(), gray: Uint8Array.from({ length: 768 }, (_, at) => Math.floor(at / 3)) };
  const curves = new Map();

  function cubeColours() {
    const colours = new Uint8Array(3 * (7 * 255 + 1));
    EDGES.forEach(({ moving, end }, edge) => {
      for (let step = 0; step <= 255; step++) {
        const at = 3 * (255 * edge + step);
        colours.set(CORNERS[edge].map((value) => 255 * value), at);
        colours[at + moving] = end[moving] ? step : 255 - step;
      }
    });
    return colours;
  }

  const metres = (f, { lam, c }) => -lam * c * ((lam === PAPER.lam ? 1 / Math.sqrt(1 - f) : (1 - f) ** (1 / (lam + 1))) - 1);

  /** Return the depth of each entry (float32, the last +inf) and the bound of its error; equal entries mean their middle. */
  function curve(colormap, { lam, c } = PAPER) {
    const name = [colormap, lam, c].join();
    if (!curves.has(name)) curves.set(name, madeCurve(colormap, { lam, c }));
    return curves.get(name);
  }

  /** Return where on a map, 0 … 1, each of its entries lies, equal ones in their middle, and one step between them. */
  function middles(colormap) {
    const colours = tables[colormap];
    const steps = colours.length / 3 - 1;
    const alike = new Map();
    for (let at = 0; at <= steps; at++) {
      const name = colours.subarray(3 * at, 3 * at + 3).join();
      const group = alike.get(name) ?? alike.set(name, { sum: 0, count: 0 }).get(name);
      group.sum += at;
      group.count += 1;
    }
    const shares = Float64Array.from({ length: steps + 1 }, (_, at) => {
      const { sum, count } = alike.get(colours.subarray(3 * at, 3 * at + 3).join());
      return sum / count / steps;
    });
    return { shares, step: 1 / steps };
  }

  function madeCurve(colormap, form) {
    const { shares } = middles(colormap);
    const steps = shares.length - 1;
    const depths = Float32Array.from(shares, (share) => metres(share, form));
    const half = 0.5 + 1e-9; // for the rounding of f itself
    const errors = Float64Array.from(depths, (depth, at) => {
      if (depth === Infinity) return Infinity;
      const far = at === steps ? Infinity : metres(Math.min(at + half, steps) / steps, form);
      return Math.max(far - depth, depth - metres(Math.max(at - half, 0) / steps, form));
    });
    return { depths, errors };
  }

  /** Return [entry, squared distance] of the nearest colour on the cube's path; ties go to the earlier place. */
  function onCube(red, green, blue) {
    const colour = [red, green, blue];
    let [place, least] = [0, Infinity];
    EDGES.forEach(({ moving, end, resting }, edge) => {
      const away = resting.map((channel) => colour[channel] - 255 * end[channel]);
      const squared = away[0] ** 2 + away[1] ** 2;
      if (squared < least) {
        least = squared;
        place = 255 * edge + (end[moving] ? colour[moving] : 255 - colour[moving]);
      }
    });
    return [place, least];
  }

  /** Return a search by red, green and blue for [entry, squared distance] of the nearest colour of a map. */
  const projection = (colormap) => (colormap === "cube" ? Cavendish.remembered(onCube) : Cavendish.nearest(tables[colormap]));

  /** Return { depths (float32 metres, +inf where there is no surface), errors, residuals } of all pixels. */
  function decode(rgb, colormap, form = PAPER) {
    const { depths, errors } = curve(colormap, form);
    const project = projection(colormap);
    const pixels = rgb.length / 3;
    const found = {
      depths: new Float32Array(pixels), errors: new Float64Array(pixels), residuals: new Float32Array(pixels),
    };
    for (let at = 0; at < pixels; at++) {
      const [entry, squared] = project(rgb[3 * at], rgb[3 * at + 1], rgb[3 * at + 2]);
      found.depths[at] = depths[entry];
      found.errors[at] = errors[entry];
      found.residuals[at] = Math.sqrt(squared) / 255;
    }
    return found;
  }

  /** Take over the tables that are data, not formulas: name → bytes. */
  const load = (named) => Object.assign(tables, named);

  /** Return where on the map, 0 … 1, a depth lies. */
  const place = (depth, { lam, c } = PAPER) => 1 - (1 + depth / (-lam * c)) ** (lam + 1);

  return { PAPER, RESIDUAL_MAX, curve, decode, load, middles, place, projection, tables };
})();
