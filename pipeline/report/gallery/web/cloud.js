/* The depth of a view as points in space, unprojected by the camera's intrinsics, to be turned by pointer and keys. */
Cavendish.cloud = (() => {
  const { element } = Cavendish;
  const camera = Cavendish.cloudCamera;
  const TURN = 0.0075; // radians per CSS pixel
  const KEYS = {
    ArrowLeft: [0.08, 0], ArrowRight: [-0.08, 0], ArrowUp: [0, 0.06], ArrowDown: [0, -0.06],
  };
  const ZOOMS = { "+": 0.9, "=": 0.9, "-": 1 / 0.9 };

  /** Return three bytes for each point from the colours of its pixel; `rgb` has the size of the depth picture. */
  function coloursOf(pixels, rgb) {
    const colours = new Uint8Array(3 * pixels.length);
    pixels.forEach((at, point) => colours.set(rgb.subarray(3 * at, 3 * at + 3), 3 * point));
    return colours;
  }

  function pointers(canvas, eye, draw) {
    const down = new Map();
    const spread = () => {
      const [one, other] = [...down.values()];
      return Math.hypot(one.x - other.x, one.y - other.y);
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    });
    canvas.addEventListener("pointermove", (event) => {
      const before = down.get(event.pointerId);
      if (!before) return;
      const apart = down.size === 2 ? spread() : 0;
      down.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (down.size === 2) camera.approach(eye, apart / spread());
      else camera.turn(eye, TURN * (event.clientX - before.x), TURN * (event.clientY - before.y));
      draw();
    });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, (event) => down.delete(event.pointerId));
    }
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      camera.approach(eye, Math.exp(0.001 * event.deltaY));
      draw();
    }, { passive: false });
  }

  function keys(canvas, eye, draw) {
    canvas.addEventListener("keydown", (event) => {
      if (KEYS[event.key]) camera.turn(eye, ...KEYS[event.key]);
      else if (ZOOMS[event.key]) camera.approach(eye, ZOOMS[event.key]);
      else if (event.key === "0") Object.assign(eye, camera.START);
      else return;
      event.preventDefault();
      event.stopPropagation();
      draw();
    });
  }

  /** Return the elements: the canvas, and what chooses colours and how far to look. */
  function controls({ width, height }, names) {
    const options = names.map((name) => element("option", { value: name }, name));
    return {
      canvas: element("canvas", { class: "cloud", tabindex: "0", role: "application",
        "aria-label": "Point cloud. Arrow keys turn it, plus and minus move closer and away, 0 resets.",
        style: { "aspect-ratio": `${width} / ${height}`, "--ratio": String(width / height) } }),
      far: element("input", { type: "range", min: "0", max: "1", step: "0.005", value: "0.97", "aria-label": "Farthest points shown" }),
      farText: element("output", {}),
      source: element("select", { "aria-label": "Colours of the points" }, ...options),
    };
  }

  /** Put them together. */
  function box({ canvas, far, farText, source }, reset) {
    const bar = element("div", { class: "bar" }, element("label", {}, "Colours ", source), element("label", {}, "Show ", far), farText,
      element("button", { type: "button", onclick: reset }, "Reset view"));
    return element("div", { class: "cloudbox" }, canvas, bar,
      element("p", { class: "hint" }, "Drag to turn, scroll or pinch to come closer."));
  }

  /** Return { root, start, end }. `sources` are pictures { rgb } of the size of the depth picture, by name. */
  function create({ reading, intrinsics, sources }) {
    const { positions, pixels } = camera.unproject(reading.picture, reading, intrinsics);
    const { width, height } = reading.picture;
    const depthAt = camera.quantiles(positions);
    const eye = camera.create(depthAt(0.5));
    const parts = controls(reading.picture, Object.keys(sources));
    const { canvas, far, farText, source } = parts;
    let drawer = null;
    let asked = 0;

    const paint = () => {
      asked = 0;
      const farM = depthAt(Number(far.value));
      farText.textContent = `up to ${farM.toPrecision(3)} m`;
      const focal = [(2 * intrinsics[0][0]) / width, (2 * intrinsics[1][1]) / height];
      drawer.draw({ view: camera.view(eye), focal, farM, pixel: (1.8 * canvas.width) / width });
    };
    const draw = () => (asked ||= requestAnimationFrame(paint));
    const recolour = () => {
      drawer.colours(coloursOf(pixels, sources[source.value].rgb));
      draw();
    };
    const start = () => {
      canvas.width = Math.round(canvas.clientWidth * Math.min(2, devicePixelRatio));
      canvas.height = Math.round((canvas.width * height) / width);
      drawer ??= Cavendish.cloudGl.create(canvas) ?? Cavendish.cloudFlat.create(canvas);
      drawer.positions(positions);
      recolour();
    };
    far.addEventListener("input", draw);
    source.addEventListener("change", recolour);
    pointers(canvas, eye, draw);
    keys(canvas, eye, draw);
    const reset = () => {
      Object.assign(eye, camera.START);
      draw();
    };
    return { root: box(parts, reset), start, end: () => drawer?.end() };
  }

  return { create };
})();
