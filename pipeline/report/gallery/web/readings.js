/* A target, decoded as its codec says: what stands at a pixel, in words, and which pixels share it. */
Cavendish.readings = (() => {
  const NO_SURFACE = "no surface";
  const REST = "background";

  const metres = (depth) => `${depth.toFixed(depth < 10 ? 3 : depth < 100 ? 2 : 1)} m`;
  const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;

  /** Return the colour of a pixel. */
  const colourAt = ({ rgb, width }, x, y) => [...rgb.subarray(3 * (y * width + x), 3 * (y * width + x) + 3)];

  function ofDepth(picture, meta) {
    const { colormap, ...form } = { ...Cavendish.depth.PAPER, ...JSON.parse(meta.codec_parameters) };
    const { depths, errors, residuals } = Cavendish.depth.decode(picture.rgb, colormap, form);
    const text = (at) => {
      if (residuals[at] > Cavendish.depth.RESIDUAL_MAX) return "unknown: not a colour of the map";
      if (depths[at] === Infinity) return `∞ (${NO_SURFACE})`;
      return `${metres(depths[at])} ± ${errors[at] < 1 ? `${(100 * errors[at]).toFixed(1)} cm` : metres(errors[at])}`;
    };
    return { kind: "depth", colormap, form, depths, residuals, text };
  }

  function ofNormals(picture, meta) {
    const convention = JSON.parse(meta.codec_parameters).convention;
    const vectors = Cavendish.normals.decode(picture.rgb, convention);
    const text = (at) => {
      const vector = [...vectors.subarray(3 * at, 3 * at + 3)];
      return vector.some((value) => value !== 0) ? `(${vector.map(signed).join(", ")})` : NO_SURFACE;
    };
    return { kind: "normals", convention, vectors, text };
  }

  /** What the prompt does not list is black, unless it says otherwise. */
  function decodingPalette(palette) {
    const rest = palette.some(([name]) => name === "") ? [] : [["", [0, 0, 0]]];
    return [...palette, ...rest];
  }

  function ofClasses(picture, meta, palette) {
    const listed = decodingPalette(palette);
    const labels = Cavendish.masks.decode(picture.rgb, listed.map(([, rgb]) => rgb));
    const entries = listed.map(([name, rgb]) => ({ name: name || REST, rgb }));
    return { kind: "classes", labels, entries, text: (at) => entries[labels[at]].name };
  }

  function ofInstances(picture, meta, palette) {
    const background = palette.find(([name]) => name === "")?.[1] ?? [0, 0, 0];
    const labels = Cavendish.instances.decode(picture.rgb, picture.width, picture.height, background);
    const entries = [{ name: REST, rgb: background }];
    labels.forEach((label, at) => {
      if (label && !entries[label]) {
        entries[label] = { name: `instance ${label}`, rgb: [...picture.rgb.subarray(3 * at, 3 * at + 3)] };
      }
    });
    const count = entries.length - 1;
    const text = (at) => (labels[at] ? `instance ${labels[at]} of ${count}` : REST);
    return { kind: "instances", labels, entries, text };
  }

  function ofRamp(picture, meta) {
    const scale = JSON.parse(meta.codec_parameters);
    const { values, error } = Cavendish.ramp.decode(picture.rgb, scale);
    const text = (at) => (Number.isNaN(values[at]) ? "unknown: not a colour of the map" : `${values[at].toPrecision(4)} ± ${error.toPrecision(2)}`);
    return { kind: "ramp", scale, values, text };
  }

  function ofBoxes(picture, meta, palette) {
    const background = palette.find(([name]) => name === "")?.[1] ?? [0, 0, 0];
    const { boxes, labels } = Cavendish.boxes.decode(picture.rgb, picture.width, picture.height, background);
    const entries = [{ name: REST, rgb: background }, ...boxes.map(([left, top, width, height], place) => {
      const at = labels.indexOf(place + 1);
      return { name: `box at ${left}, ${top} of ${width} × ${height} px`, rgb: [...picture.rgb.subarray(3 * at, 3 * at + 3)] };
    })];
    return { kind: "instances", labels, entries, text: (at) => entries[labels[at]].name };
  }

  function ofPosition(picture, meta) {
    const reach = JSON.parse(meta.codec_parameters).reach_m;
    const points = Cavendish.position.decode(picture.rgb, reach);
    const text = (at) => {
      const point = [...points.subarray(3 * at, 3 * at + 3)];
      return point.some(Number.isNaN) ? "no point" : `(${point.map(signed).join(", ")}) m ± ${Cavendish.position.error(reach).toPrecision(2)} m`;
    };
    return { kind: "position", reach, points, text };
  }

  function ofFlow(picture, meta) {
    const reach = JSON.parse(meta.codec_parameters).reach_px;
    const flow = Cavendish.flow.decode(picture.rgb, reach);
    const error = Cavendish.flow.error(reach).toPrecision(2);
    const text = (at) => (Number.isNaN(flow[2 * at]) ? "no flow"
      : `${signed(flow[2 * at])} px to the right, ${signed(flow[2 * at + 1])} px down ± ${error} px`);
    return { kind: "flow", reach, flow, text };
  }

  function ofSceneFlow(picture, meta) {
    const reach = JSON.parse(meta.codec_parameters).reach_m;
    const points = Cavendish.sceneFlow.decode(picture.rgb, reach);
    const error = Cavendish.sceneFlow.error(reach).toPrecision(2);
    const text = (at) => {
      const point = [...points.subarray(3 * at, 3 * at + 3)];
      return point.some(Number.isNaN) ? NO_SURFACE : `moves (${point.map(signed).join(", ")}) m ± ${error} m`;
    };
    return { kind: "scene_flow", reach, points, text };
  }

  const HEX = (value) => value.toString(16).padStart(2, "0");
  const ofPicture = (picture) => ({
    kind: "picture", rgb: picture.rgb,
    text: (at) => `#${[...picture.rgb.subarray(3 * at, 3 * at + 3)].map(HEX).join("")}: a picture, in which no number is coded`,
  });

  function ofAlbedo(picture) {
    const shares = Cavendish.albedo.decode(picture.rgb);
    const percent = (share) => `${(100 * share).toFixed(1)}`;
    const text = (at) => `scatters ${[...shares.subarray(3 * at, 3 * at + 3)].map(percent).join(", ")} % of red, green, blue`;
    return { kind: "albedo", shares, text };
  }

  const READ = {
    depth: ofDepth, normals: ofNormals, masks: ofClasses, instances: ofInstances,
    ramp: ofRamp, boxes: ofBoxes, position: ofPosition, albedo: ofAlbedo, flow: ofFlow, scene_flow: ofSceneFlow, picture: ofPicture,
  };

  /** Return a reading of a decoded picture { width, height, rgb }: `text(at)` says what stands at a pixel. */
  function read(picture, meta, palette) {
    const reading = READ[meta.codec](picture, meta, palette);
    return { ...reading, picture, meta, colour: (x, y) => colourAt(picture, x, y), at: (x, y) => y * picture.width + x };
  }

  return { metres, read };
})();
