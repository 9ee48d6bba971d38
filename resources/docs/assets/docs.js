// The documentation's own behaviour: colours, tabs, copying, search, the menu of small screens.
"use strict";

const root = document.documentElement;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then it holds for this page only.
  }
}

function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

// What these scripts say, in the page's language.
const WORDS = {
  en: {
    system: "Colours: as the system", light: "Colours: light", dark: "Colours: dark", change: "Press to change.",
    copy: "Copy", copied: "Copied", none: "Nothing found. Try fewer or other words.",
  },
  fr: {
    system: "Couleurs : comme le système", light: "Couleurs : claires", dark: "Couleurs : sombres",
    change: "Appuyez pour changer.", copy: "Copier", copied: "Copié",
    none: "Aucun résultat. Essayez moins de mots, ou d’autres mots.",
  },
}[root.lang];

// Colours: as the system, light, dark.
const COLOURS = { system: "◐", light: "☀", dark: "☾" };

function showColours(button) {
  const name = root.dataset.colours ?? "system";
  button.firstElementChild.textContent = COLOURS[name];
  button.title = WORDS[name];
  button.setAttribute("aria-label", `${WORDS[name]}. ${WORDS.change}`);
}

function turnColours(button) {
  const names = Object.keys(COLOURS);
  const next = names[(names.indexOf(root.dataset.colours ?? "system") + 1) % names.length];
  if (next === "system") delete root.dataset.colours;
  else root.dataset.colours = next;
  remember("punchdeck-colours", next);
  showColours(button);
  document.dispatchEvent(new CustomEvent("colours"));
}

// Tabs: choosing a language chooses it everywhere, also on the next page.
function chooseTab(name) {
  for (const tabs of all(".tabs")) {
    const buttons = all("[role=tab]", tabs);
    if (!buttons.some((button) => button.dataset.tab === name)) continue;
    for (const button of buttons) {
      const chosen = button.dataset.tab === name;
      button.setAttribute("aria-selected", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
      document.getElementById(button.getAttribute("aria-controls")).toggleAttribute("data-later", !chosen);
    }
  }
}

function tabKey(event) {
  const buttons = all("[role=tab]", event.currentTarget);
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const button = buttons[(to + buttons.length) % buttons.length];
  button.focus();
  pressTab(button);
}

function pressTab(button) {
  const before = button.getBoundingClientRect().top;
  const windows = /Windows|Linux/.test(button.dataset.tab);
  remember(windows ? "punchdeck-system" : "punchdeck-language", button.dataset.tab);
  chooseTab(button.dataset.tab);
  scrollBy(0, button.getBoundingClientRect().top - before); // blocks above changed their heights
}

// Copying. Outside of https and this computer browsers have no clipboard for us, but the old way.
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

// A block has a button of its own; blocks in tabs share one, for the one that is shown.
function addCopying(place, shown) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = WORDS.copy;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await copy(shown().textContent.trimEnd());
    button.textContent = WORDS.copied;
    setTimeout(() => (button.textContent = WORDS.copy), 1600);
  });
  place.append(button);
}

// Search: every word must begin a word of the part; titles count more than text.
const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
let index = null;

async function loadIndex() {
  index ??= fetch("/docs/search.json")
    .then((answer) => answer.json())
    .then((entries) => entries.filter((entry) => entry[4].includes(root.lang)))
    .then((entries) => entries.map((entry) => ({ entry, folded: entry.slice(1, 4).map(fold) })));
  return index;
}

function weigh(folded, words) {
  let weight = 0;
  for (const word of words) {
    const pattern = new RegExp(`(^|[^\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "u");
    const [page, part, text] = folded.map((field) => pattern.test(field));
    if (!(page || part || text)) return 0;
    weight += (part ? 6 : 0) + (page ? 3 : 0) + (text ? 1 : 0) + (folded[1] === word ? 8 : 0);
  }
  return weight;
}

async function search(box, list) {
  const words = fold(box.value).split(/\s+/).filter(Boolean);
  const entries = words.length ? await loadIndex() : [];
  const found = entries
    .map(({ entry, folded }) => ({ entry, weight: weigh(folded, words) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .slice(0, 9);
  list.replaceChildren(...found.map(({ entry }, number) => option(entry, number, words)));
  if (words.length && !found.length) {
    const none = document.createElement("li");
    none.className = "none";
    none.textContent = WORDS.none;
    list.append(none);
  }
  list.hidden = !words.length;
  box.setAttribute("aria-expanded", String(!list.hidden));
  mark(box, list, found.length ? 0 : -1);
}

function option([path, page, part, text], number, words) {
  const item = document.createElement("li");
  item.setAttribute("role", "option");
  item.id = `found-${number}`;
  const link = document.createElement("a");
  link.href = path;
  link.tabIndex = -1;
  const title = document.createElement("strong");
  title.textContent = part;
  const where = document.createElement("span");
  const at = Math.max(0, fold(text).indexOf(words[0]) - 30);
  where.textContent = `${page === part ? "" : `${page} · `}${at > 0 ? "…" : ""}${text.slice(at, at + 110)}`;
  link.append(title, where);
  item.append(link);
  return item;
}

function mark(box, list, number) {
  const items = all("[role=option]", list);
  items.forEach((item, at) => item.setAttribute("aria-selected", String(at === number)));
  if (items[number]) {
    box.setAttribute("aria-activedescendant", items[number].id);
    items[number].scrollIntoView({ block: "nearest" });
  } else box.removeAttribute("aria-activedescendant");
}

function searchKey(event, box, list) {
  const items = all("[role=option]", list);
  const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    mark(box, list, (at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length);
  } else if (event.key === "Enter" && items[at]) {
    items[at].querySelector("a").click();
    list.hidden = true;
  } else if (event.key === "Escape") {
    list.hidden = true;
    box.blur();
  }
}

function addSearch() {
  const box = document.getElementById("search");
  const list = document.getElementById("found");
  box.addEventListener("focus", () => loadIndex());
  box.addEventListener("input", () => search(box, list));
  box.addEventListener("keydown", (event) => searchKey(event, box, list));
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search")) list.hidden = true;
  });
  list.addEventListener("click", () => (list.hidden = true));
  document.addEventListener("keydown", (event) => {
    const writes = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });
}

// Where the reader is, in the list of the page's parts.
function followParts() {
  const links = new Map(all(".parts a").map((link) => [link.hash.slice(1), link]));
  const heads = all("article :is(h2, h3)").filter((head) => links.has(head.id));
  if (!heads.length) return;
  const show = () => {
    const passed = heads.filter((head) => head.getBoundingClientRect().top < 140);
    const current = (passed.at(-1) ?? heads[0]).id;
    for (const [id, link] of links) {
      if (id === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  addEventListener("scroll", () => requestAnimationFrame(show), { passive: true });
  show();
}

function addMenu() {
  const button = document.querySelector(".menu");
  const contents = document.getElementById("contents");
  const open = (wanted) => {
    contents.hidden = root.querySelector("body.reference") !== null && !wanted;
    root.classList.toggle("menu-open", wanted);
    button.setAttribute("aria-expanded", String(wanted));
  };
  button.addEventListener("click", () => open(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
      open(false);
      button.focus();
    }
  });
}

const colours = document.querySelector(".colours");
showColours(colours);
colours.addEventListener("click", () => turnColours(colours));
for (const tabs of all("[role=tablist]")) tabs.addEventListener("keydown", tabKey);
for (const button of all("[role=tab]")) button.addEventListener("click", () => pressTab(button));
for (const figure of all(":not(.panel) > figure.code")) addCopying(figure, () => figure.querySelector("code"));
for (const tabs of all(".tabs")) {
  const shown = () => tabs.querySelector(".panel:not([data-later]) code");
  addCopying(tabs.querySelector(".tablist").parentElement, shown);
}
const system = recall("punchdeck-system") ?? (/Win/.test(navigator.platform) ? "Windows" : null);
if (system) chooseTab(system);
const language = recall("punchdeck-language");
if (language) chooseTab(language);
addSearch();
addMenu();
followParts();
document.querySelector('.contents [aria-current="page"]')?.scrollIntoView({ block: "nearest" });
