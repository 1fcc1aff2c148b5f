/* The pages of small pictures: each card shows the image, the target and what a model drew, beside one another. */
Cavendish.grid = (() => {
  const { element } = Cavendish;
  const PAGE = 60;

  /** Return a small picture, named where a third one stands beside it; without a key, what stands in its place. */
  function picture(name, key, instead = "") {
    const named = Cavendish.data.index.predictions && key;
    return element("span", { class: "picture" },
      key ? element("img", { src: Cavendish.data.thumbnail(key), alt: "", loading: "lazy", decoding: "async" }) : instead,
      named ? element("span", { class: "which", "aria-hidden": "true" }, name) : null);
  }

  /** Return what a model drew; whatever is there has a score, or is said not to have one. */
  const drawing = ({ key, drawn, score }) => picture("model", drawn ? `${key}.drawn` : "", score ? "cannot be shown" : "no picture");

  function card(sample, state) {
    const { view, key } = sample;
    const model = Cavendish.data.index.predictions ? [drawing(sample)] : [];
    return element("li", {}, element("a", { class: "card", href: Cavendish.filters.address({ ...state, key }) },
      element("span", { class: "pictures" }, picture("image", view.key), picture("target", key), ...model),
      element("span", { class: "caption" },
        element("span", { class: "line" }, element("span", { class: "task", data: { task: sample.task } }, sample.task),
          sample.score ? element("span", { class: "score" }, sample.score) : null),
        isByTask(state) ? element("bdi", { class: "from" }, `scene ${view.scene.scene} · ${view.scene.layout} · ${view.scene.split}`) : null,
        element("bdi", { class: "prompt" }, sample.prompt.slice(0, 200)))));
  }

  /** One task of a scene makes no group. */
  const isByTask = (state) => Boolean(Cavendish.filters.orderOf(state) !== "scene" || state.task);

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
        element("ul", { class: Cavendish.data.index.predictions ? "cards judged" : "cards" }, ...members.map((sample) => card(sample, state)))));
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
