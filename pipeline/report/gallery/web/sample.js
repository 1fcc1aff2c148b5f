/* One sample: its prompt, its pictures, what its colours mean, its depth in space, and all there is to know of it. */
Cavendish.sample = (() => {
  const { element, find, data } = Cavendish;
  let current = { end: () => {}, act: {} };
  let turn = 0;

  /** Return the pixels { rgb } of a picture that is only looked at, at the size of the view. */
  async function pixelsOf(source, { width, height }) {
    const image = element("img", { src: source });
    await image.decode();
    const canvas = element("canvas", { width, height });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(image, 0, 0, width, height);
    const { data: rgba } = context.getImageData(0, 0, width, height);
    return { rgb: Uint8Array.from({ length: 3 * width * height }, (_, at) => rgba[4 * Math.floor(at / 3) + (at % 3)]) };
  }

  const decoded = (base64) => Cavendish.png.decode(Cavendish.bytes(base64));

  async function readingsOf(own, meta) {
    const read = async (base64) => Cavendish.readings.read(await decoded(base64), meta, own.palette);
    const target = await read(own.target);
    if (!own.drawn) return { target };
    const model = await read(own.drawn);
    const error = Cavendish.errors.read(target, model);
    return { target, model, ...(error ? { error } : {}) };
  }

  /** Return the reading of the depth of this view: the sample's own, or that of another sample with it. */
  async function depthOf(view, reading) {
    if (reading.kind === "depth" && reading.meta.task === "depth") return reading;
    const other = Object.entries(view.samples).find(([, each]) => JSON.parse(each.json).task === "depth");
    if (!other) return null;
    return Cavendish.readings.read(await decoded(other[1].target), JSON.parse(other[1].json), []);
  }

  function tabs(panels, shown) {
    const buttons = panels.map(([name], number) => element("button", { type: "button", role: "tab", id: `tab-${number}`,
      "aria-controls": `panel-${number}` }, name));
    const roots = panels.map(([, root], number) => element("div", { role: "tabpanel", id: `panel-${number}`, "aria-labelledby": `tab-${number}` }, root));
    const choose = (chosen) => {
      buttons.forEach((button, number) => {
        button.setAttribute("aria-selected", String(number === chosen));
        button.tabIndex = number === chosen ? 0 : -1;
        roots[number].hidden = number !== chosen;
      });
      shown[chosen]?.();
    };
    const bar = element("div", { role: "tablist", class: "tabs", "aria-label": "Ways to look" }, ...buttons);
    buttons.forEach((button, number) => button.addEventListener("click", () => choose(number)));
    bar.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      event.stopPropagation();
      const next = (buttons.indexOf(event.target) + 1) % buttons.length;
      choose(next);
      buttons[next].focus();
    });
    return { bar, roots, choose };
  }

  function strip(sample, state) {
    const others = data.index.samples.filter((each) => each.view === sample.view)
      .sort((a, b) => Cavendish.filters.rank(a.task) - Cavendish.filters.rank(b.task));
    const items = others.map((each) => element("li", {}, element("a", {
      href: Cavendish.filters.address({ ...state, key: each.key }), "aria-current": each === sample ? "page" : null,
    }, element("img", { src: data.thumbnail(each.key), alt: "", loading: "lazy" }), element("span", { class: "task", data: { task: each.task } }, each.task))));
    return element("nav", { class: "strip", "aria-label": "Other samples of this view" }, element("ul", {}, ...items));
  }

  /** The pictures of a sample, to be compared. */
  function compared(sample, own, source, readings) {
    const drawn = Object.entries(readings).map(([name, { picture }]) => [name, Cavendish.compare.canvasOf(picture)]);
    const second = own.second ? { second: element("img", { src: `data:image/jpeg;base64,${own.second}`, alt: "" }) } : {};
    const layers = { image: element("img", { src: source, alt: "" }), ...second, ...Object.fromEntries(drawn) };
    const shown = readings.model ? { left: "target", right: "model" } : { left: "image", right: "target" };
    return Cavendish.compare.create({ ...sample.view, layers, readings, shown });
  }

  /** The depth of the view in space, where a sample holds it and its camera is known; else null. */
  async function inSpace(view, meta, source, target) {
    const reading = await depthOf(view, target);
    if (!reading || !meta.camera) return null;
    const sources = { image: await pixelsOf(source, reading.picture), target: target.picture };
    return Cavendish.cloud.create({ reading, intrinsics: JSON.parse(meta.camera).intrinsics, sources });
  }

  function legends(readings, highlight) {
    return element("section", { class: "panel legend" }, element("h3", {}, "Colours"),
      Cavendish.legend.draw(readings.target, highlight), readings.error ? Cavendish.legend.draw(readings.error) : null);
  }

  /** Make what the page shows of a sample; returns its nodes, what its keys do, and how to let go of it. */
  async function filled(sample, state, view) {
    const own = view.samples[sample.key];
    const meta = JSON.parse(own.json);
    const source = `data:image/jpeg;base64,${view.image}`;
    const readings = await readingsOf(own, meta);
    const compare = compared(sample, own, source, readings);
    const cloud = await inSpace(view, meta, source, readings.target);
    const ways = tabs([["Side by side", compare.root], ...(cloud ? [["Point cloud", cloud.root]] : [])], [null, cloud?.start]);
    ways.choose(0);
    const prompt = element("blockquote", { class: "said", dir: "auto", lang: meta.language }, meta.prompt);
    const nodes = [
      element("div", { class: "looking" }, ways.bar, ...ways.roots, strip(sample, state)),
      element("div", { class: "knowing" }, element("section", { class: "panel" }, element("h3", {}, "Prompt"), prompt),
        legends(readings, compare.highlight), ...Cavendish.facts.draw(sample, own, view.objects, meta, state))];
    const act = { s: compare.toggle, c: () => cloud && ways.choose(ways.roots[1].hidden ? 1 : 0) };
    return { nodes, end: () => cloud?.end(), act };
  }

  function heading(sample, samples, state) {
    const place = samples.indexOf(sample);
    const go = (text, label, other) => other
      ? element("a", { class: "button", href: Cavendish.filters.address({ ...state, key: other.key }), "aria-label": label, id: label.toLowerCase().replace(" ", "-") }, text)
      : element("span", { class: "button off", "aria-hidden": "true" }, text);
    find("#sample-title").replaceChildren(element("span", { class: "task", data: { task: sample.task } }, sample.task),
      ` scene ${sample.view.scene.scene}, view ${sample.view.view}`, element("code", {}, sample.key));
    find("#sample-back").href = Cavendish.filters.address({ ...state, key: "" });
    find("#sample-steps").replaceChildren(go("←", "Previous sample", samples[place - 1]),
      element("span", {}, place < 0 ? "" : `${(place + 1).toLocaleString("en")} of ${samples.length.toLocaleString("en")}`),
      go("→", "Next sample", samples[place + 1]));
  }

  /** Show a sample; `samples` are those that its neighbours are taken from. */
  async function show(sample, samples, state) {
    const mine = ++turn;
    leave();
    heading(sample, samples, state);
    find("#sample-body").replaceChildren(element("p", { class: "loading", role: "status" }, "Loading…"));
    try {
      const made = await filled(sample, state, await data.load(sample.view.key));
      if (mine !== turn) return made.end(); // another sample was asked for meanwhile
      current = made;
      find("#sample-body").replaceChildren(...made.nodes);
    } catch (error) {
      if (mine === turn) find("#sample-body").replaceChildren(element("p", { class: "empty", role: "alert" }, error.message));
    }
  }

  /** Let go of what a shown sample holds. */
  function leave() {
    current.end();
    current = { end: () => {}, act: {} };
  }

  return { show, leave, act: (key) => current.act[key]?.() };
})();
