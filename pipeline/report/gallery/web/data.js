/* The index, which comes with the page, and views, whose scripts are loaded when they are wanted. */
Cavendish.data = (() => {
  const KEPT_VIEWS = 8;
  const folder = document.documentElement.dataset.folder;
  const loaded = new Map(); // view → its data; the last used comes last
  const waiting = new Map(); // view → how its promise ends
  let index = null;

  const padded = (number, digits) => String(number).padStart(digits, "0");

  /** Turn the rows of the index into samples. */
  function open(rows) {
    Cavendish.depth.load(Object.fromEntries(Object.entries(rows.colormaps).map(([n, t]) => [n, Cavendish.bytes(t)])));
    const scenes = new Map(rows.scenes.map(([scene, layout, split, shard, digest]) => {
      return [scene, { scene, layout: rows.layouts[layout], split: rows.splits[split], shard, digest }];
    }));
    const views = rows.views.map(([scene, view, width, height, categories]) => ({
      key: `${padded(scene, 8)}-${padded(view, 2)}`, view, width, height,
      scene: scenes.get(scene), categories: new Set(categories.map((each) => rows.categories[each])),
    }));
    const samples = rows.samples.map(([view, number, task, prompt, drawn, error, score]) => ({
      key: `${views[view].key}-${padded(number, 2)}-${rows.tasks[task]}`,
      view: views[view], task: rows.tasks[task], prompt, sought: prompt.toLowerCase(),
      drawn: Boolean(drawn), error: error ?? null, score: score ?? "",
    }));
    index = { ...rows, scenes, views, samples, byKey: new Map(samples.map((sample) => [sample.key, sample])) };
  }

  /** Take what the script of a view brings. */
  function receive(view, data) {
    loaded.set(view, data);
    waiting.get(view)?.resolve(data);
    waiting.delete(view);
    if (loaded.size > KEPT_VIEWS) loaded.delete(loaded.keys().next().value);
  }

  /** Return a promise of a view's data. */
  function load(view) {
    if (loaded.has(view)) {
      const data = loaded.get(view);
      loaded.delete(view);
      loaded.set(view, data);
      return Promise.resolve(data);
    }
    if (!waiting.has(view)) waiting.set(view, requested(view));
    return waiting.get(view).promise;
  }

  function requested(view) {
    const ends = {};
    ends.promise = new Promise((resolve, reject) => Object.assign(ends, { resolve, reject }));
    const script = Cavendish.element("script", { src: `${folder}/views/${view}.js` });
    script.onload = () => script.remove();
    script.onerror = () => {
      script.remove();
      waiting.delete(view);
      ends.reject(new Error(`${folder}/views/${view}.js cannot be read. Was the gallery written again? Reload the page.`));
    };
    document.head.append(script);
    return ends;
  }

  const thumbnail = (key) => `${folder}/thumbnails/${key}.jpg`;

  return { get index() { return index; }, load, open, receive, thumbnail };
})();

Cavendish.open = Cavendish.data.open;
Cavendish.receive = Cavendish.data.receive;
