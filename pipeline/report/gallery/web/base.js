"use strict";

/* One name for everything: modules do not load from file://, classic scripts do. What comes from the dataset reaches
   the page through `textContent` and attributes of pictures alone, never as markup. */
const Cavendish = {};

/** Return an element; attributes that start with "on" are listeners, `data` and `style` are objects, null is left out. */
Cavendish.element = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "style") for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};

Cavendish.find = (selector) => document.querySelector(selector);

Cavendish.rgbText = ([red, green, blue]) => `rgb(${red}, ${green}, ${blue})`;

/** Return the bytes that a base64 text stands for. */
Cavendish.bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** Return a small square of a colour. */
Cavendish.swatch = (rgb) =>
  Cavendish.element("span", { class: "swatch", "aria-hidden": "true", style: { background: Cavendish.rgbText(rgb) } });

Cavendish.count = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
