/* What there is to know about a sample beside its pictures: where it comes from, what is in sight, its scores. */
Cavendish.facts = (() => {
  const { element, data } = Cavendish;

  /** A list of terms; values are text or elements. */
  function terms(rows) {
    const items = rows.filter(([, value]) => value !== null && value !== "");
    return element("dl", {}, ...items.map(([term, value]) =>
      element("div", {}, element("dt", {}, term), element("dd", {}, value instanceof Node ? value : element("bdi", {}, String(value))))));
  }

  /** A table of texts, without columns that are empty. */
  function table(head, rows) {
    const filled = [...head.keys()].filter((column) => rows.some((row) => row[column]));
    const titles = filled.map((column) => element("th", { scope: "col" }, head[column]));
    const cells = (row) => filled.map((column) => row[column]).map((text) => element("td", {}, element("bdi", {}, text)));
    return element("div", { class: "scrolled", tabindex: "0", role: "group", "aria-label": `Table: ${head.join(", ")}` },
      element("table", {}, element("thead", {}, element("tr", {}, ...titles)),
        element("tbody", {}, ...rows.map((row) => element("tr", {}, ...cells(row))))));
  }

  /** Say how a target is coded: { "codec_parameters": "{\"colormap\": \"cube\"}" } is "depth (colormap cube)". */
  function codec(meta) {
    const parameters = Object.entries(JSON.parse(meta.codec_parameters)).filter(([, value]) => value !== "[]");
    const said = parameters.map(([name, value]) => `${name.replaceAll("_", " ")} ${value}`).join(", ");
    return said ? `${meta.codec} (${said})` : meta.codec;
  }

  function folded(title, ...content) {
    return element("details", {}, element("summary", {}, title), ...content);
  }

  function copied(text) {
    const done = element("span", { class: "done", role: "status" });
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(text);
        done.textContent = "Copied";
      } catch {
        done.textContent = "Select the text to copy it";
      }
    };
    return element("span", { class: "command" }, element("code", {}, text),
      element("button", { type: "button", onclick: copy }, "Copy"), done);
  }

  function origin(sample, meta, state) {
    const { scene } = sample.view;
    const of = Cavendish.filters.address({ ...state, task: "", layout: "", split: "", category: "", q: "", page: "", key: "", scene: String(scene.scene) });
    return terms([
      ["Scene", element("a", { href: of }, `${scene.scene}: all its samples`)],
      ["View", String(sample.view.view)],
      ["Layout", scene.layout],
      ["Split", scene.split],
      ["Size", `${meta.width} × ${meta.height} px`],
      ["Language", meta.language],
      ["Template", meta.template],
      ["Codec", codec(meta)],
      ["Seed", `${data.index.seed}, scene ${scene.scene}`],
      ["Scene digest", element("code", { class: "digest" }, scene.digest.slice(0, 16))],
      ["Recipe digest", element("code", { class: "digest" }, data.index.digest.slice(0, 16))],
      ["Shard", String(scene.shard)],
    ]);
  }

  function sight(objects, meta) {
    const share = (area) => `${((100 * area) / (meta.width * meta.height)).toFixed(1)} %`;
    return table(["No.", "Name", "Category", "Area"],
      objects.map(([instance, category, name, area]) => [String(instance), name, category, share(area)]));
  }

  function asJson(sample, text) {
    const source = `data:application/json;charset=utf-8,${encodeURIComponent(text)}`;
    const parsed = JSON.parse(text);
    for (const name of ["codec_parameters", "palette", "referents", "camera"]) if (parsed[name]) parsed[name] = JSON.parse(parsed[name]);
    return [element("p", {}, element("a", { href: source, download: `${sample.key}.json` }, `Download ${sample.key}.json`)),
      element("pre", { tabindex: "0", "aria-label": "The sample's JSON" }, JSON.stringify(parsed, null, 2))];
  }

  function licences() {
    const { licences: works } = data.index;
    return works.length ? table(["Shown", "By", "Licence", "From"], works) : element("p", {}, "No work of anybody else is shown.");
  }

  function scores(own, sample) {
    if (own.fault) return element("p", { class: "fault" }, `Not scored: ${own.fault}`);
    if (!own.scores?.length) return element("p", {}, sample.drawn ? "Nothing in it can be scored." : "No picture was drawn for this sample.");
    return terms(own.scores.map(([name, value]) => [name, String(Number(value.toPrecision(4)))]));
  }

  /** Return the panels below the prompt. */
  function draw(sample, own, objects, meta, state) {
    const shard = `cavendish regenerate OUT --shards ${sample.view.scene.shard}`;
    return [
      data.index.predictions ? element("section", { class: "panel" }, element("h3", {}, "Scores"), scores(own, sample)) : null,
      element("section", { class: "panel" }, element("h3", {}, "Where it comes from"), origin(sample, meta, state),
        element("p", { class: "hint" }, "Makes this sample's shard again, byte for byte:"), copied(shard)),
      folded(`In sight: ${Cavendish.count(objects.length, "object")}`, sight(objects, meta)),
      folded("JSON", ...asJson(sample, own.json)),
      folded(`Licences: ${Cavendish.count(data.index.licences.length, "work")}`, licences()),
    ].filter(Boolean);
  }

  return { draw, licences, terms };
})();
