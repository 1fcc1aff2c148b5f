/* Where a model's picture departs from the target, as a picture of its own: black where they agree. */
Cavendish.errors = (() => {
  const FULL = { depth: 0.5, normals: 45, position: 0.5, albedo: 0.5, flow: 0.5, scene_flow: 0.5, picture: 0.5 }; // what is drawn brightest: share of the depth, degrees
  const SCALES = {
    depth: { measure: "share of the true depth", full: "50 % and more" },
    normals: { measure: "angle between the directions", full: "45° and more" },
    ramp: { measure: "share of the range", full: "the whole range" },
    position: { measure: "distance of the points, as a share of the reach", full: "half and more" },
    flow: { measure: "distance between the ends of the flow, as a share of the reach", full: "half and more" },
    scene_flow: { measure: "distance between the motions, as a share of the reach", full: "half and more" },
    picture: { measure: "difference of the colours, as a share of their range", full: "half and more" },
    albedo: { measure: "most that a channel is off", full: "half of all light, and more" },
    classes: { measure: "where the class differs", full: "another class" },
  };
  const DEGREES = 180 / Math.PI;

  /** Return the share of the true depth by which another is wrong; null where there is none to compare with. */
  function ofDepth(target, model) {
    return (at, other) => {
      const [truth, drawn] = [target.depths[at], model.depths[other]];
      if (truth === Infinity || truth === 0) return truth === drawn ? 0 : null;
      return Math.abs(drawn - truth) / truth;
    };
  }

  function ofNormals(target, model) {
    const vector = (vectors, at) => vectors.subarray(3 * at, 3 * at + 3);
    return (at, other) => {
      const [truth, drawn] = [vector(target.vectors, at), vector(model.vectors, other)];
      if (!truth.some(Boolean)) return drawn.some(Boolean) ? null : 0;
      const cosine = truth.reduce((sum, value, axis) => sum + value * drawn[axis], 0);
      return DEGREES * Math.acos(Math.min(1, Math.max(-1, cosine)));
    };
  }

  const ofRamp = (target, model) => {
    const { low, high } = target.scale;
    return (at, other) => {
      if (Number.isNaN(target.values[at])) return null;
      const off = Math.abs(model.values[other] - target.values[at]) / (high - low);
      return Number.isNaN(off) ? Infinity : off;
    };
  };

  const ofPosition = (target, model) => (at, other) => {
    const off = [0, 1, 2].map((axis) => target.points[3 * at + axis] - model.points[3 * other + axis]);
    if (Number.isNaN(target.points[3 * at])) return Number.isNaN(model.points[3 * other]) ? 0 : null;
    return Number.isNaN(model.points[3 * other]) ? Infinity : Math.hypot(...off) / target.reach;
  };

  const ofFlow = (target, model) => (at, other) => {
    if (Number.isNaN(target.flow[2 * at])) return null;
    const off = [0, 1].map((axis) => target.flow[2 * at + axis] - model.flow[2 * other + axis]);
    return off.some(Number.isNaN) ? Infinity : Math.hypot(...off) / target.reach;
  };

  const ofPicture = (target, model) => (at, other) =>
    [0, 1, 2].reduce((sum, channel) => sum + Math.abs(target.rgb[3 * at + channel] - model.rgb[3 * other + channel]), 0) / 765;

  const ofAlbedo = (target, model) => (at, other) =>
    Math.max(...[0, 1, 2].map((axis) => Math.abs(target.shares[3 * at + axis] - model.shares[3 * other + axis])));

  const COMPARED = { depth: ofDepth, normals: ofNormals, ramp: ofRamp, position: ofPosition, albedo: ofAlbedo, flow: ofFlow, scene_flow: ofPosition, picture: ofPicture };
  const TEXTS = {
    depth: (error) => (error === Infinity ? "no depth at all" : `${(100 * error).toFixed(1)} % of the depth`),
    normals: (error) => `${error.toFixed(1)}°`,
    position: (error) => (error === Infinity ? "no point at all" : `${(100 * error).toFixed(1)} % of the reach`),
    ramp: (error) => (error === Infinity ? "no number at all" : `${(100 * error).toFixed(1)} % of the range`),
    flow: (error) => (error === Infinity ? "no flow at all" : `${(100 * error).toFixed(1)} % of the reach`),
    scene_flow: (error) => (error === Infinity ? "no motion at all" : `${(100 * error).toFixed(1)} % of the reach`),
    picture: (error) => `${(100 * error).toFixed(1)} % of the range`,
    albedo: (error) => `${(100 * error).toFixed(1)} % of the light`,
    classes: (error) => (error ? "another class" : "right"),
  };

  /** Return a reading { picture, text, … } of the error; null for instances, whose numbers are their own. */
  function read(target, model) {
    if (target.kind === "instances") return null;
    const { width, height } = target.picture;
    const there = model.picture;
    const error = (COMPARED[target.kind] ?? ((one, other) => (at, its) => Number(one.labels[at] !== other.labels[its])))(target, model);
    const values = Float64Array.from({ length: width * height }, (_, at) => {
      const [x, y] = [at % width, Math.floor(at / width)];
      const [u, v] = [Math.floor(((x + 0.5) * there.width) / width), Math.floor(((y + 0.5) * there.height) / height)];
      return error(at, v * there.width + u) ?? NaN;
    });
    const table = Cavendish.depth.tables.inferno;
    const rgb = new Uint8Array(3 * values.length);
    values.forEach((value, at) => {
      const entry = Math.round(255 * Math.min(1, value / (FULL[target.kind] ?? 1)));
      rgb.set(Number.isNaN(value) ? [60, 60, 70] : table.subarray(3 * entry, 3 * entry + 3), 3 * at);
    });
    const text = (at) => (Number.isNaN(values[at]) ? "nothing to compare with" : TEXTS[target.kind](values[at]));
    return { kind: "error", ...SCALES[target.kind], picture: { width, height, rgb }, text, at: (x, y) => y * width + x,
      colour: (x, y) => [...rgb.subarray(3 * (y * width + x), 3 * (y * width + x) + 3)] };
  }

  return { read };
})();
