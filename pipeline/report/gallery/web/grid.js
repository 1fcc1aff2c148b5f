/* The pages of small pictures. A picture is split as in the sample itself; the split follows the pointer. */
Cavendish.grid = (() => {
  const { element } = Cavendish;
  const PAGE = 60;

  function picture(key, text) {
    return element("img", { src: Cavendish.data.thumbnail(key), alt: "", loading: "lazy", decoding: "async", class: text });
  }

  function card(sample, state) {
    const { view, key } = sample;
    const [left, right] = sample.drawn ? [key, `${key}.drawn`] : [view.key, key];
    const measure = Cavendish.data.index.measures[sample.task];
    const pictures = element("span", { class: "pictures", style: { "aspect-ratio": `${view.width} / ${view.height}` } },
      picture(left, "below"), picture(right, "above"), ...(sample.drawn ? ["target", "model"] : []).map((name) =>
        element("span", { class: "which", "aria-hidden": "true" }, name)));
    pictures.addEventListener("pointermove", (event) => {
      pictures.style.setProperty("--split", `${(100 * event.offsetX) / pictures.clientWidth}%`);
    });
    pictures.addEventListener("pointerleave", () => pictures.style.removeProperty("--split"));
    return element("li", {}, element("a", { class: "card", href: Cavendish.filters.address({ ...state, key }) },
      pictures,
      element("span", { class: "caption" },
        element("span", { class: "line" }, element("span", { class: "task", data: { task: sample.task } }, sample.task),
          sample.error === null ? null : element("span", { class: "score" }, `${measure} ${sample.error.toPrecision(3)}`)),
        isByTask(state) ? element("bdi", { class: "from" }, `scene ${view.scene.scene} · ${view.scene.layout} · ${view.scene.split}`) : null,
        element("bdi", { class: "prompt" }, sample.prompt.slice(0, 200)))));
  }

  /** One task of a scene makes no group. */
  const isByTask = ({ order, task }) => Boolean(order || task);

  /** Return what a group is called, and what stands beside it. */
  function heading(sample, state) {
    if (isByTask(state)) return [sample.task, ""];
    const { scene } = sample.view;
    return [`Scene ${scene.scene}`, `${scene.layout} · ${scene.split}`];
  }

  function groups(samples, state) {
    const found = [];
    for (const sample of samples) {
      const [title, note] = heading(sample, state);
      if (found.at(-1)?.title !== title) found.push({ title, note, samples: [] });
      found.at(-1).samples.push(sample);
    }
    return found.map(({ title, note, samples: members }, number) =>
      element("section", { class: "group", "aria-labelledby": `group-${number}` },
        element("h2", { id: `group-${number}` }, element("bdi", {}, title), note ? element("small", {}, element("bdi", {}, note)) : null),
        element("ul", { class: "cards" }, ...members.map((sample) => card(sample, state)))));
  }

  function pager(state, page, pages) {
    const link = (text, label, to) => to >= 1 && to <= pages
      ? element("a", { class: "button", href: Cavendish.filters.address({ ...state, page: to === 1 ? "" : String(to) }), "aria-label": label }, text)
      : element("span", { class: "button off", "aria-hidden": "true" }, text);
    return [link("←", "Previous page", page - 1), element("span", {}, `Page ${page} of ${pages}`), link("→", "Next page", page + 1)];
  }

  /** Show one page of the chosen samples. */
  function show(samples, state) {
    const pages = Math.max(1, Math.ceil(samples.length / PAGE));
    const page = Math.min(pages, Math.max(1, Number(state.page) || 1));
    const shown = samples.slice((page - 1) * PAGE, page * PAGE);
    const empty = element("p", { class: "empty" }, "No sample passes these filters. ",
      element("a", { href: "#" }, "Show all"));
    Cavendish.find("#groups").replaceChildren(...(shown.length ? groups(shown, state) : [empty]));
    Cavendish.find("#pager").replaceChildren(...(pages > 1 ? pager(state, page, pages) : []));
  }

  return { show };
})();
