// Pan, zoom, search and overlays for the pictures of a page. No step is known by name here: what
// can be found and said of one is its label.
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (id) => document.getElementById(id);
const sheets = all(".sheet");
const links = all("nav button");
const detail = one("detail");
const found = one("found");
const search = one("search");

const STEP = 80; // pixels for an arrow key
const CLOSER = 1.2;
const LARGEST = 4; // pixels of the screen for one of the picture
const SMALLEST = 0.02;

let current = 0;

/** What of a picture is shown: its place, and pixels of the screen for one of the picture. */
const views = sheets.map((sheet) => {
  const svg = sheet.querySelector("svg");
  const { width, height } = svg.viewBox.baseVal;
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  return { sheet, svg, width, height, x: 0, y: 0, scale: 0 };
});

function room(view) {
  return { width: view.sheet.clientWidth || 1, height: view.sheet.clientHeight || 1 };
}

function show(view) {
  const { width, height } = room(view);
  // Some of the picture stays in sight.
  const margin = 60 / view.scale;
  view.x = Math.min(Math.max(view.x, margin - width / view.scale), view.width - margin);
  view.y = Math.min(Math.max(view.y, margin - height / view.scale), view.height - margin);
  const box = [view.x, view.y, width / view.scale, height / view.scale];
  view.svg.setAttribute("viewBox", box.map((number) => number.toFixed(2)).join(" "));
}

/** All of the picture, no larger than it was drawn. */
function fit(view) {
  const { width, height } = room(view);
  view.scale = Math.max(Math.min(width / view.width, height / view.height, 1), SMALLEST);
  view.x = (view.width - width / view.scale) / 2;
  view.y = (view.height - height / view.scale) / 2;
  show(view);
}

/** As wide as there is room for, from the top: what a reader begins with. */
function begin(view) {
  const { width, height } = room(view);
  const whole = Math.min(width / view.width, height / view.height);
  const scale = Math.min(width / view.width, 1);
  if (whole >= 0.6 || scale < 0.35) {
    fit(view);
    if (whole >= 0.6) return;
  }
  view.scale = Math.max(scale, 0.35);
  view.x = (view.width - width / view.scale) / 2;
  view.y = 0;
  show(view);
}

/** Zooms around a point of the screen; the middle where there is none. */
function zoom(view, by, at) {
  const { width, height } = room(view);
  const { x, y } = at ?? { x: width / 2, y: height / 2 };
  const scale = Math.min(Math.max(view.scale * by, SMALLEST), LARGEST);
  view.x += x / view.scale - x / scale;
  view.y += y / view.scale - y / scale;
  view.scale = scale;
  show(view);
}

function pan(view, x, y) {
  view.x += x / view.scale;
  view.y += y / view.scale;
  show(view);
}

/** Brings a step into sight, and near enough to be read where it is asked for. */
function reveal(view, step, readable) {
  const { width, height } = room(view);
  const box = step.getBBox();
  if (readable && view.scale < 0.8) view.scale = 0.8;
  const is_seen =
    box.x > view.x && box.y > view.y &&
    box.x + box.width < view.x + width / view.scale &&
    box.y + box.height < view.y + height / view.scale;
  if (readable || !is_seen) {
    view.x = box.x + box.width / 2 - width / view.scale / 2;
    view.y = box.y + box.height / 2 - height / view.scale / 2;
  }
  show(view);
}

function open(index) {
  current = index;
  sheets.forEach((sheet, at) => { sheet.hidden = at !== index; });
  links.forEach((link, at) => link.setAttribute("aria-current", String(at === index)));
  const view = views[index];
  if (view && view.scale === 0) begin(view);
  detail.textContent = "";
}

function pick(step) {
  all(".picked").forEach((other) => other.classList.remove("picked"));
  step.classList.add("picked");
  detail.textContent = step.getAttribute("aria-label");
}

views.forEach((view, index) => {
  const { sheet, svg } = view;
  const steps = all(".step", svg);
  steps.forEach((step) => {
    step.setAttribute("tabindex", "0");
    step.addEventListener("focus", () => {
      pick(step);
      if (step.matches(":focus-visible")) reveal(view, step, false);
    });
  });
  let held = null;
  sheet.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held = { x: event.clientX, y: event.clientY, moved: false };
    sheet.setPointerCapture(event.pointerId);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [x, y] = [held.x - event.clientX, held.y - event.clientY];
    if (!held.moved && Math.hypot(x, y) < 4) return;
    sheet.classList.add("held");
    held = { x: event.clientX, y: event.clientY, moved: true };
    pan(view, x, y);
  });
  const release = (event) => {
    if (held && !held.moved && event.type === "pointerup") {
      const under = document.elementFromPoint(event.clientX, event.clientY);
      const step = under?.closest(".step");
      if (step) step.focus({ preventScroll: true });
      else sheet.focus({ preventScroll: true });
    }
    held = null;
    sheet.classList.remove("held");
  };
  sheet.addEventListener("pointerup", release);
  sheet.addEventListener("pointercancel", release);
  sheet.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { left, top } = sheet.getBoundingClientRect();
    const at = { x: event.clientX - left, y: event.clientY - top };
    zoom(view, Math.pow(1.0015, -event.deltaY), at);
  }, { passive: false });
  sheet.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = {
      ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP],
    };
    if (moves[event.key]) pan(view, ...moves[event.key]);
    else if (event.key === "+" || event.key === "=") zoom(view, CLOSER);
    else if (event.key === "-") zoom(view, 1 / CLOSER);
    else if (event.key === "0") fit(view);
    else return;
    event.preventDefault();
  });
  links[index].addEventListener("click", () => open(index));
});

one("closer").addEventListener("click", () => zoom(views[current], CLOSER));
one("farther").addEventListener("click", () => zoom(views[current], 1 / CLOSER));
one("fit").addEventListener("click", () => fit(views[current]));

// Search: by what a step says or its id, in all workflows; Enter goes from hit to hit.
let hits = [];
let at = -1;

function look() {
  const wanted = search.value.trim().toLowerCase();
  hits = [];
  at = -1;
  views.forEach((view, index) => all(".step", view.svg).forEach((step) => {
    const text = `${step.dataset.step} ${step.dataset.says}`.toLowerCase();
    const is_hit = wanted !== "" && text.includes(wanted);
    step.classList.toggle("hit", is_hit);
    if (is_hit) hits.push({ index, step });
  }));
  found.textContent = wanted === "" ? "" : hits.length === 1 ? "1 step" : `${hits.length} steps`;
}

search.addEventListener("input", look);
search.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    search.value = "";
    look();
  }
  if (event.key !== "Enter" || hits.length === 0) return;
  event.preventDefault();
  at = (at + (event.shiftKey ? hits.length - 1 : 1)) % hits.length;
  const { index, step } = hits[at];
  if (index !== current) open(index);
  reveal(views[index], step, true);
  pick(step);
  found.textContent = `${at + 1} of ${hits.length}`;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== search) {
    event.preventDefault();
    search.select();
  }
});

// Overlays, and the colours.
all("[data-overlay]").forEach((button) => {
  button.addEventListener("click", () => {
    const is_on = document.body.toggleAttribute(`data-${button.dataset.overlay}`);
    button.setAttribute("aria-pressed", String(is_on));
  });
});
one("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const prefers = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.dataset.theme = (root.dataset.theme ?? prefers) === "dark" ? "light" : "dark";
});

addEventListener("resize", () => views.forEach((view) => { if (view.scale !== 0) show(view); }));
const wanted = decodeURIComponent(location.hash.slice(1));
open(Math.max(views.findIndex((view) => view.svg.dataset.workflow === wanted), 0));
