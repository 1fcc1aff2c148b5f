/* Two pictures, one over the other, with a slider between them. */
Cavendish.compare = (() => {
  const { element } = Cavendish;
  const SHADE = 190; // of 255: how dark what is not lit becomes

  /** Return a canvas that shows a decoded picture { width, height, rgb } exactly. */
  function canvasOf({ width, height, rgb }) {
    const canvas = element("canvas", { width, height });
    const pixels = new ImageData(width, height);
    for (let at = 0; at < width * height; at++) pixels.data.set([rgb[3 * at], rgb[3 * at + 1], rgb[3 * at + 2], 255], 4 * at);
    canvas.getContext("2d").putImageData(pixels, 0, 0);
    return canvas;
  }

  function chooser(label, names, chosen, choose) {
    const options = names.map((name) => element("option", { value: name, selected: name === chosen }, name));
    return element("select", { "aria-label": label, onchange: (event) => choose(event.target.value) }, ...options);
  }

  /** Return the handle on the stage; `split` is called with 0 … 100 while it is dragged. */
  function handle(stage, split) {
    const divider = element("span", { class: "divider", "aria-hidden": "true" }, element("span", { class: "grip" }, "⟺"));
    divider.addEventListener("pointerdown", (event) => {
      divider.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    divider.addEventListener("pointermove", (event) => {
      if (!divider.hasPointerCapture(event.pointerId)) return;
      event.preventDefault();
      const box = stage.getBoundingClientRect();
      split(Math.min(100, Math.max(0, (100 * (event.clientX - box.left)) / box.width)));
    });
    return divider;
  }

  /** Return a function that darkens all pixels but those of one label; null ends that. */
  function lighter(shade, readings) {
    return (label) => {
      const pixels = new ImageData(shade.width, shade.height);
      const { labels } = Object.values(readings)[0];
      if (label !== null) labels.forEach((own, at) => (pixels.data[4 * at + 3] = own === label ? 0 : SHADE));
      shade.getContext("2d").putImageData(pixels, 0, 0);
    };
  }

  /** Return the bar below: what lies left and right, to be chosen where there are more than two, and the slider. */
  function bar(slider, names, shown, show) {
    const ends = names.length > 2
      ? [chooser("Left picture", names, shown.left, (name) => show({ ...shown, left: name })),
        chooser("Right picture", names, shown.right, (name) => show({ ...shown, right: name }))]
      : [element("span", {}, shown.left), element("span", {}, shown.right)];
    return element("div", { class: "between" }, ends[0], slider, ends[1]);
  }

  /** Return { root, highlight, toggle }. `layers` are elements by name, `readings` by name, the target's first. */
  function create({ width, height, layers, readings, shown }) {
    const below = element("span", { class: "layer" });
    const above = element("span", { class: "layer above" });
    const shade = element("canvas", { class: "shade", width, height, "aria-hidden": "true" });
    const stage = element("div", {
      class: "stage", tabindex: "0", role: "application", "aria-label": "Pictures. Arrow keys move the point that reads pixels.",
      style: { "aspect-ratio": `${width} / ${height}`, "--ratio": String(width / height) },
    }, below, above, shade);
    const slider = element("input", { type: "range", class: "split", min: "0", max: "100", step: "0.5" });
    const split = (percent) => {
      slider.value = String(percent);
      slider.setAttribute("aria-valuetext", `${Math.round(percent)} % ${shown.left}`);
      stage.style.setProperty("--split", `${slider.value}%`);
    };
    const show = (asked) => {
      Object.assign(shown, asked);
      slider.setAttribute("aria-label", `Slider between ${shown.left} and ${shown.right}`);
      above.replaceChildren(layers[shown.right]);
      below.replaceChildren(...(shown.left === shown.right ? [] : [layers[shown.left]]));
    };
    stage.append(handle(stage, split));
    const readout = Cavendish.pointing.attach(stage, { width, height, readings });
    slider.addEventListener("input", () => split(Number(slider.value)));
    show(shown);
    split(50);
    return {
      root: element("div", { class: "compare" }, stage, bar(slider, Object.keys(layers), shown, show), readout),
      highlight: lighter(shade, readings),
      toggle: () => split(Number(slider.value) > 50 ? 0 : 100),
    };
  }

  return { canvasOf, create };
})();
