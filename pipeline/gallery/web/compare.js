/* Two pictures, one over the other, with a slider between them, and a point that reads pixels: pointer or arrow keys. */
Cavendish.compare = (() => {
  const { element } = Cavendish;
  const STEP_PX = { plain: 1, shift: 10 };
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /** Return a canvas that shows a decoded picture { width, height, rgb } exactly. */
  function canvasOf({ width, height, rgb }) {
    const canvas = element("canvas", { width, height });
    const pixels = new ImageData(width, height);
    for (let at = 0; at < width * height; at++) pixels.data.set([rgb[3 * at], rgb[3 * at + 1], rgb[3 * at + 2], 255], 4 * at);
    canvas.getContext("2d").putImageData(pixels, 0, 0);
    return canvas;
  }

  /** Show what each reading says at a pixel of the first of them; the others are read at the same place. */
  function lines(readings, x, y) {
    const [{ picture: first }] = Object.values(readings);
    return Object.entries(readings).map(([name, reading]) => {
      const { width, height } = reading.picture;
      const [u, v] = [Math.floor(((x + 0.5) * width) / first.width), Math.floor(((y + 0.5) * height) / first.height)];
      return element("span", { class: "reading", data: { of: name } }, Cavendish.swatch(reading.colour(u, v)),
        element("span", { class: "of" }, name), element("bdi", { class: "value" }, reading.text(reading.at(u, v))));
    });
  }

  function chooser(label, names, chosen, choose) {
    const options = names.map((name) => element("option", { value: name, selected: name === chosen }, name));
    return element("select", { "aria-label": label, onchange: (event) => choose(event.target.value) }, ...options);
  }

  /** Return { root, highlight, toggle }. `layers` are elements by name, `readings` by name, the target's first. */
  function create({ width, height, layers, readings, left, right }) {
    const names = Object.keys(layers);
    const shade = element("canvas", { class: "shade", width, height, "aria-hidden": "true" });
    const divider = element("span", { class: "divider", "aria-hidden": "true" }, element("span", { class: "grip" }, "⟺"));
    const reticle = element("span", { class: "reticle", hidden: true, "aria-hidden": "true" });
    const tip = element("span", { class: "tip", hidden: true, "aria-hidden": "true" });
    const below = element("span", { class: "layer" });
    const above = element("span", { class: "layer above" });
    const stage = element("div", {
      class: "stage", tabindex: "0", role: "application", "aria-label": "Pictures. Arrow keys move the point that reads pixels.",
      style: { "aspect-ratio": `${width} / ${height}`, "--ratio": String(width / height) },
    }, below, above, shade, divider, reticle, tip);
    const slider = element("input", { type: "range", class: "split", min: "0", max: "100", step: "0.5", value: "50",
      "aria-label": `Slider between ${left} and ${right}` });
    const place = element("span", { class: "place" }, "Point at a pixel");
    const readout = element("p", { class: "readout", role: "status", "aria-live": "off" }, place);
    let point = [Math.floor(width / 2), Math.floor(height / 2)];

    const split = (percent) => {
      slider.value = String(percent);
      slider.setAttribute("aria-valuetext", `${Math.round(percent)} % ${left}`);
      stage.style.setProperty("--split", `${slider.value}%`);
    };
    const show = (one, other) => {
      [left, right] = [one, other];
      below.replaceChildren(layers[left]);
      if (left !== right) above.replaceChildren(layers[right]);
      stage.dataset.right = right;
    };
    const read = (x, y) => {
      point = [Math.min(width - 1, Math.max(0, x)), Math.min(height - 1, Math.max(0, y))];
      const [u, v] = [(100 * (point[0] + 0.5)) / width, (100 * (point[1] + 0.5)) / height];
      for (const mark of [reticle, tip]) {
        mark.hidden = false;
        mark.style.setProperty("left", `${u}%`);
        mark.style.setProperty("top", `${v}%`);
      }
      tip.classList.toggle("leftward", u > 60);
      tip.classList.toggle("upward", v > 70);
      tip.replaceChildren(...lines(readings, ...point));
      place.textContent = `x ${point[0]}, y ${point[1]}`;
      readout.replaceChildren(place, ...lines(readings, ...point));
    };
    const under = (event) => {
      const box = stage.getBoundingClientRect();
      return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    };

    stage.addEventListener("pointermove", (event) => {
      const [u, v] = under(event);
      if (divider.hasPointerCapture(event.pointerId)) return split(Math.min(100, Math.max(0, 100 * u)));
      readout.setAttribute("aria-live", "off");
      return read(Math.floor(u * width), Math.floor(v * height));
    });
    stage.addEventListener("pointerdown", (event) => {
      const [u, v] = under(event);
      if (!divider.contains(event.target)) read(Math.floor(u * width), Math.floor(v * height));
    });
    stage.addEventListener("pointerleave", () => [reticle, tip].forEach((mark) => (mark.hidden = true)));
    stage.addEventListener("keydown", (event) => {
      const arrow = ARROWS[event.key];
      if (!arrow) return;
      event.preventDefault();
      event.stopPropagation();
      readout.setAttribute("aria-live", "polite");
      const step = event.shiftKey ? STEP_PX.shift : STEP_PX.plain;
      read(point[0] + step * arrow[0], point[1] + step * arrow[1]);
    });
    divider.addEventListener("pointerdown", (event) => {
      divider.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    slider.addEventListener("input", () => split(Number(slider.value)));

    /** Darken all pixels but those of one label; null ends that. */
    const highlight = (label) => {
      const pixels = new ImageData(width, height);
      const { labels } = Object.values(readings)[0];
      if (label !== null) labels.forEach((own, at) => (pixels.data[4 * at + 3] = own === label ? 0 : 190));
      shade.getContext("2d").putImageData(pixels, 0, 0);
    };
    const ends = names.length > 2
      ? [chooser("Left picture", names, left, (name) => show(name, right)), chooser("Right picture", names, right, (name) => show(left, name))]
      : [element("span", {}, left), element("span", {}, right)];

    show(left, right);
    split(50);
    const bar = element("div", { class: "between" }, ends[0], slider, ends[1]);
    const toggle = () => split(Number(slider.value) > 50 ? 0 : 100);
    return { root: element("div", { class: "compare" }, stage, bar, readout), highlight, toggle };
  }

  return { canvasOf, create };
})();
