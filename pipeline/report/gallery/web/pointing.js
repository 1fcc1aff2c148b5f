/* A point on a picture that reads pixels: it follows the pointer, and the arrow keys move it. */
Cavendish.pointing = (() => {
  const { element } = Cavendish;
  const STEP_PX = { plain: 1, shift: 10 };
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const LEFTWARD = 0.6; // from this share of the width on, what is read stands left of the point
  const UPWARD = 0.7;

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

  /** Return what marks the point: a ring, and beside it what is read. */
  function marks() {
    const hidden = { hidden: true, "aria-hidden": "true" };
    return { ring: element("span", { class: "reticle", ...hidden }), tip: element("span", { class: "tip", ...hidden }) };
  }

  function put({ ring, tip }, u, v) {
    for (const mark of [ring, tip]) {
      mark.hidden = false;
      mark.style.setProperty("left", `${100 * u}%`);
      mark.style.setProperty("top", `${100 * v}%`);
    }
    tip.classList.toggle("leftward", u > LEFTWARD);
    tip.classList.toggle("upward", v > UPWARD);
  }

  const limited = (value, size) => Math.min(size - 1, Math.max(0, value));

  /** Let a stage that shows width × height pixels be read; returns the line that says what is read. */
  function attach(stage, { width, height, readings }) {
    const place = element("span", { class: "place" }, "Point at a pixel");
    const readout = element("p", { class: "readout", role: "status", "aria-live": "off" }, place);
    const marked = marks();
    let point = [Math.floor(width / 2), Math.floor(height / 2)];
    stage.append(marked.ring, marked.tip);

    const read = (x, y) => {
      point = [limited(x, width), limited(y, height)];
      put(marked, (point[0] + 0.5) / width, (point[1] + 0.5) / height);
      marked.tip.replaceChildren(...lines(readings, ...point));
      place.textContent = `x ${point[0]}, y ${point[1]}`;
      readout.replaceChildren(place, ...lines(readings, ...point));
    };
    const follow = (event) => {
      if (event.defaultPrevented) return; // the slider's
      const box = stage.getBoundingClientRect();
      readout.setAttribute("aria-live", "off");
      read(Math.floor(((event.clientX - box.left) / box.width) * width), Math.floor(((event.clientY - box.top) / box.height) * height));
    };
    const step = (event) => {
      const arrow = ARROWS[event.key];
      if (!arrow) return;
      event.preventDefault();
      event.stopPropagation();
      readout.setAttribute("aria-live", "polite");
      const size = event.shiftKey ? STEP_PX.shift : STEP_PX.plain;
      read(point[0] + size * arrow[0], point[1] + size * arrow[1]);
    };
    stage.addEventListener("pointermove", follow);
    stage.addEventListener("pointerdown", follow);
    stage.addEventListener("pointerleave", () => Object.values(marked).forEach((mark) => (mark.hidden = true)));
    stage.addEventListener("keydown", step);
    return readout;
  }

  return { attach };
})();
