/* Which samples are shown, and in which order. All of it stands in the address, so that every look can be shared. */
Cavendish.filters = (() => {
  const ORDERS = { scene: "by scene", task: "by task", error: "worst first" };
  const TASKS = ["depth", "normals", "semantic", "instance", "referring"]; // in this order everywhere
  const START = { task: "", layout: "", split: "", category: "", scene: "", q: "", order: "", page: "", key: "" };

  /** Return the order that a state asks for: with a model's pictures, the worst come first unless it says otherwise. */
  const orderOf = (state) => state.order || (Cavendish.data.index.predictions ? "error" : "scene");

  const rank = (task) => (TASKS.includes(task) ? TASKS.indexOf(task) : TASKS.length);

  /** Return what the address says. */
  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    return Object.fromEntries(Object.keys(START).map((name) => [name, given.get(name) ?? ""]));
  }

  /** Return the address of a state; what is not set is left out. */
  function address(state) {
    const set = Object.entries(state).filter(([, value]) => value !== "");
    return `#${new URLSearchParams(set)}`;
  }

  /** Change the address; a new filter starts at the first page. `replace` keeps it out of the history. */
  function change(changes, { replace = false } = {}) {
    const state = { ...read(), page: "", key: "", ...changes };
    if (replace) history.replaceState(null, "", address(state));
    else history.pushState(null, "", address(state));
    window.dispatchEvent(new Event("hashchange"));
  }

  const isActive = (state) => ["task", "layout", "split", "category", "scene", "q"].some((name) => state[name]);

  /** Return the samples that pass, in order. Words of the search may stand anywhere in the prompt or the key. */
  function chosen(samples, state) {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    const passes = (sample) =>
      (!state.task || sample.task === state.task) &&
      (!state.layout || sample.view.scene.layout === state.layout) &&
      (!state.split || sample.view.scene.split === state.split) &&
      (!state.scene || String(sample.view.scene.scene) === state.scene) &&
      (!state.category || sample.view.categories.has(state.category)) &&
      words.every((word) => sample.sought.includes(word) || sample.key.includes(word));
    return ordered(samples.filter(passes), orderOf(state));
  }

  function ordered(samples, order) {
    const compared = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    const byKey = (a, b) => compared(a.view.key, b.view.key) || byTask(a, b) || compared(a.key, b.key);
    const byTask = (a, b) => rank(a.task) - rank(b.task);
    const byError = (a, b) => (b.error ?? -1) - (a.error ?? -1);
    if (order === "error") return samples.sort((a, b) => byTask(a, b) || byError(a, b) || byKey(a, b));
    return samples.sort(order === "task" ? (a, b) => byTask(a, b) || byKey(a, b) : byKey);
  }

  return { ORDERS, address, change, chosen, isActive, orderOf, rank, read };
})();
