/* Puts the parts together: filters and their controls, the address, keys, the theme. */
Cavendish.app = (() => {
  const { element, find, filters, data } = Cavendish;
  const THEMES = ["auto", "light", "dark"];
  let listed = [];

  function counts(name) {
    const found = new Map();
    for (const sample of data.index.samples) found.set(sample[name], (found.get(sample[name]) ?? 0) + 1);
    return found;
  }

  function chips() {
    const chip = (task, text, count) => element("button", { type: "button", class: "chip", data: { task },
      onclick: () => filters.change({ task: filters.read().task === task ? "" : task }) }, text,
      element("span", { class: "number" }, count.toLocaleString("en")));
    const each = [...counts("task")].sort(([a], [b]) => filters.rank(a) - filters.rank(b)).map(([task, count]) => chip(task, task, count));
    find("#tasks").replaceChildren(chip("", "all", data.index.samples.length), ...each);
  }

  function options(select, all, names) {
    select.replaceChildren(element("option", { value: "" }, all), ...names.map((name) => element("option", { value: name }, name)));
    select.closest("label").hidden = names.length < 2;
    select.addEventListener("change", () => filters.change({ [select.name]: select.value }));
  }

  function controls() {
    const { layouts, splits, categories, predictions } = data.index;
    chips();
    options(find("#layout"), "all layouts", [...layouts].sort());
    options(find("#split"), "all splits", splits);
    options(find("#category"), "all categories", [...categories].sort());
    const orders = Object.entries(filters.ORDERS).filter(([name]) => name !== "error" || predictions);
    find("#order").replaceChildren(...orders.map(([name, text]) => element("option", { value: name }, text)));
    find("#order").addEventListener("change", (event) => filters.change({ order: event.target.value }));
    find("#q").addEventListener("input", (event) => filters.change({ q: event.target.value }, { replace: true }));
    find("#clear").addEventListener("click", () => filters.change({ task: "", layout: "", split: "", category: "", scene: "", q: "" }));
  }

  function showState(state) {
    for (const name of ["layout", "split", "category"]) find(`#${name}`).value = state[name];
    find("#order").value = filters.orderOf(state);
    if (document.activeElement !== find("#q")) find("#q").value = state.q;
    for (const chip of document.querySelectorAll(".chip")) chip.setAttribute("aria-pressed", String(chip.dataset.task === state.task));
    find("#clear").hidden = !filters.isActive(state);
    const scene = state.scene ? ` of scene ${state.scene}` : "";
    find("#found").textContent = `${Cavendish.count(listed.length, "sample")}${scene}`;
  }

  let lastKey = "";
  function route() {
    const state = filters.read();
    const sample = data.index.byKey.get(state.key);
    listed = filters.chosen(data.index.samples, { ...state });
    find("#browse").hidden = Boolean(sample);
    find("#sample").hidden = !sample;
    document.title = sample ? `${sample.key} · ${data.index.name}` : `${data.index.name} · Cavendish gallery`;
    if (sample) {
      Cavendish.sample.show(sample, listed.includes(sample) ? listed : [sample], state);
      window.scrollTo(0, 0);
      find("#sample-title").focus({ preventScroll: true });
    } else {
      Cavendish.sample.leave();
      showState(state);
      Cavendish.grid.show(listed, state);
      const last = lastKey && document.querySelector(`.card[href*="${CSS.escape(lastKey)}"]`);
      if (last) last.focus();
    }
    lastKey = state.key;
  }

  /** Move among the cards: arrows by rows and columns as they lie. */
  function moveAmongCards(event) {
    const cards = [...document.querySelectorAll(".card")];
    const here = cards.indexOf(document.activeElement);
    if (here < 0 || !event.key.startsWith("Arrow")) return false;
    const box = (card) => card.getBoundingClientRect();
    const beside = { ArrowLeft: cards[here - 1], ArrowRight: cards[here + 1] };
    const middle = box(cards[here]).left;
    const inColumn = (card) => Math.abs(box(card).left - middle) < 5 && Math.abs(box(card).top - box(cards[here]).top) > 5;
    beside.ArrowUp = cards.slice(0, here).filter(inColumn).at(-1);
    beside.ArrowDown = cards.slice(here).find(inColumn);
    beside[event.key]?.focus();
    return true;
  }

  const click = (selector) => find(selector)?.click();
  const KEYS = {
    "/": () => { if (!find("#browse").hidden) find("#q").focus(); },
    "?": () => find("#help").showModal(),
    Escape: () => { if (!find("#sample").hidden) click("#sample-back"); },
    ArrowLeft: () => click("#previous-sample"), k: () => click("#previous-sample"),
    ArrowRight: () => click("#next-sample"), j: () => click("#next-sample"),
    s: () => Cavendish.sample.act("s"), c: () => Cavendish.sample.act("c"),
  };

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || find("#help").open) return;
    if (event.target.matches("input, select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (!find("#browse").hidden && moveAmongCards(event)) event.preventDefault();
    else if (KEYS[event.key]) {
      event.preventDefault();
      KEYS[event.key]();
    }
  }

  /** A browser may keep nothing for pages from files: then the theme lasts as long as the page. */
  function remembered(value) {
    try {
      if (value) localStorage.setItem("cavendish-theme", value);
      return localStorage.getItem("cavendish-theme");
    } catch {
      return value;
    }
  }

  function theme(name) {
    document.documentElement.dataset.theme = name;
    find("#theme").textContent = `Theme: ${name}`;
  }

  function about() {
    const { index } = data;
    const { scenes, views, samples } = index.totals;
    const shown = index.samples.length;
    find("#summary").textContent = `${Cavendish.count(scenes, "scene")}, ${Cavendish.count(views, "view")}, ${Cavendish.count(samples, "sample")}`
      + (shown < samples ? `; ${shown.toLocaleString("en")} shown here, from all over it` : "")
      + (index.predictions ? `; with the model's pictures in ${index.predictions}` : "");
    find("#groups").style.setProperty("--shape", String(commonShape(index.views)));
    find("#conventions").replaceChildren(Cavendish.facts.terms(index.conventions));
    find("#licences").replaceChildren(Cavendish.facts.licences());
  }

  /** Return width / height of the frame for all small pictures, so that rows are even: a square where views differ. */
  function commonShape(views) {
    const shapes = new Set(views.map(({ width, height }) => width / height));
    return shapes.size === 1 ? [...shapes][0] : 1;
  }

  function start() {
    about();
    controls();
    theme(THEMES.includes(remembered()) ? remembered() : "auto");
    find("#theme").addEventListener("click", () => {
      const next = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length];
      remembered(next);
      theme(next);
    });
    find(".filters").addEventListener("submit", (event) => event.preventDefault());
    find("#open-help").addEventListener("click", () => find("#help").showModal());
    window.addEventListener("hashchange", route);
    document.addEventListener("keydown", onKey);
    route();
    document.documentElement.dataset.ready = "yes";
  }

  return { start };
})();

if (Cavendish.data.index) Cavendish.app.start();
else document.addEventListener("DOMContentLoaded", () => Cavendish.data.index && Cavendish.app.start());
