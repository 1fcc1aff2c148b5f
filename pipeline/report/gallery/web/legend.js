/* What the colours of a target mean, drawn from the same numbers as the readings. */
Cavendish.legend = (() => {
  const { element } = Cavendish;
  const TICKS = [0, 0.1, 0.2, 0.3, 0.5, 1, 2]; // of −λ c: 0 to 20 m on the paper's curve
  const BALL_PX = 132;
  const RAMP_PX = 512;

  function painted(width, height, paint) {
    const canvas = element("canvas", { width, height, "aria-hidden": "true" });
    const pixels = new ImageData(width, height);
    paint((x, y, rgb) => pixels.data.set([...rgb, 255], 4 * (y * width + x)));
    canvas.getContext("2d").putImageData(pixels, 0, 0);
    return canvas;
  }

  /** A strip of a colour map; `ticks` are texts and their places, 0 … 1. */
  function ramp(caption, colormap, ticks) {
    const colours = Cavendish.depth.tables[colormap];
    const last = colours.length / 3 - 1;
    const strip = painted(RAMP_PX, 1, (put) => {
      for (let x = 0; x < RAMP_PX; x++) {
        const entry = 3 * Math.round((last * x) / (RAMP_PX - 1));
        put(x, 0, colours.subarray(entry, entry + 3));
      }
    });
    const marks = ticks.map(([text, place]) => element("span", { style: { left: `${100 * place}%` } }, text));
    return element("figure", { class: "ramp" }, element("figcaption", {}, caption), strip, element("div", { class: "ticks" }, ...marks));
  }

  const along = (colormap) => (colormap === "cube" ? "along the edges of the colour cube" : `in the colours of ${colormap}`);

  function ofRamp({ scale: { low, high, colormap }, meta }) {
    const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => [`${Number((low + (high - low) * share).toPrecision(3))}`, share]);
    return ramp(`${meta.task.replaceAll("_", " ")}, as the prompt says, ${along(colormap)}`, colormap, ticks);
  }

  const ofPosition = ({ reach }) =>
    element("p", {}, `Red: ${reach} m left to ${reach} m right of the camera; green: ${reach} m below to ${reach} m above; `,
      `blue: 0 to ${2 * reach} m ahead. Channels run from ${Cavendish.position.BASE} to 255; black is no point.`);

  const ofAlbedo = () =>
    element("p", {}, "The colours of surfaces without light and shadow, in sRGB: the share of light that they scatter. ",
      "Metal, glass and the sky are black.");

  const ofFlow = ({ reach }) =>
    element("p", {}, "The hue is the direction: red to the right, yellow-green down, cyan to the left, violet up. ",
      `The saturation is the length, from white (0) to full at ${reach} px and more.`);

  const ofSceneFlow = ({ reach }) =>
    element("p", {}, `Red: ${reach} m left to ${reach} m right; green: ${reach} m down to ${reach} m up; `,
      `blue: ${reach} m away to ${reach} m towards the camera. The grey ${Cavendish.sceneFlow.STILL} stands still; black is no surface.`);

  function ofDepth({ colormap, form, meta }) {
    const metres = TICKS.map((share) => Number((share * -form.lam * form.c).toPrecision(3)));
    const ticks = metres.map((depth) => [depth, Cavendish.depth.place(depth, form)]);
    return ramp(`${meta.task === "distance" ? "Distance" : "Depth"} in metres, ${along(colormap)}`, colormap, [...ticks, ["∞", 1]]);
  }

  /** What the picture of a model's error means. */
  const ofError = ({ measure, full }) => ramp(`Error: ${measure}`, "inferno", [["0", 0], [full, 1]]);

  /** A ball seen from the front: each point has the colour of the normal there. */
  function ofNormals({ convention }) {
    const ball = painted(BALL_PX, BALL_PX, (put) => {
      for (let y = 0; y < BALL_PX; y++) {
        for (let x = 0; x < BALL_PX; x++) {
          const [right, up] = [(x + 0.5) / (BALL_PX / 2) - 1, 1 - (y + 0.5) / (BALL_PX / 2)];
          const rest = 1 - right * right - up * up;
          if (rest > 0) put(x, y, Cavendish.normals.colour([right, up, Math.sqrt(rest)], convention));
        }
      }
    });
    const explained = element("p", {}, "The direction that a surface faces, seen from the camera: (+x right, +y up, +z towards the camera). ",
      `Colours as in ${convention}.`);
    return element("figure", { class: "ball" }, ball, element("figcaption", {}, explained));
  }

  /** A list of names and colours; pointing at one leaves only its pixels lit. */
  function ofEntries({ entries, labels, kind }, highlight) {
    const areas = new Float64Array(entries.length);
    for (const label of labels) areas[label] += 1 / labels.length;
    const item = ({ name, rgb }, label) => {
      const share = 100 * areas[label];
      return element("li", {}, element("button", {
        type: "button", class: "entry",
        onpointerenter: () => highlight(label), onpointerleave: () => highlight(null),
        onfocus: () => highlight(label), onblur: () => highlight(null),
      }, Cavendish.swatch(rgb), element("bdi", { class: "name" }, name),
        element("span", { class: "share" }, share ? `${share < 0.1 ? "<0.1" : share.toFixed(1)} %` : "not there")));
    };
    const order = kind === "instances" ? [...entries.keys()].slice(1).concat(0) : [...entries.keys()];
    return element("ul", { class: "entries" }, ...order.map((label) => item(entries[label], label)));
  }

  /** Return the legend of a reading; `highlight(label)` lights its pixels, null ends that. */
  function draw(reading, highlight) {
    if (reading.kind === "error") return ofError(reading);
    if (reading.kind === "depth") return ofDepth(reading);
    if (reading.kind === "ramp") return ofRamp(reading);
    if (reading.kind === "position") return ofPosition(reading);
    if (reading.kind === "albedo") return ofAlbedo();
    if (reading.kind === "flow") return ofFlow(reading);
    if (reading.kind === "scene_flow") return ofSceneFlow(reading);
    if (reading.kind === "normals") return ofNormals(reading);
    if (reading.kind === "picture") return element("p", {}, "A picture: nothing is coded in its colours.");
    return ofEntries(reading, highlight);
  }

  return { draw };
})();
