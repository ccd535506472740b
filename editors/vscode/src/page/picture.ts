// Runs inside of the page: puts the picture in, marks the step of the cursor, and tells of clicks.

import type { FromPage, ToPage } from '../protocol';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const editor = acquireVsCodeApi();
const title = document.getElementById('title')!;
const picture = document.getElementById('picture')!;
const nonce = document.body.dataset.nonce ?? '';
let size = 1;

/** How much around a step has to be seen, in pixels. */
const AROUND = 40;

/** What lies between the picture and the window at two sides together, in pixels. */
const EDGES = 24;

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'none') {
    picture.textContent = data.message;
    return;
  }
  if (data.type === 'graph') {
    const other = title.textContent !== data.workflow;
    title.textContent = data.workflow;
    draw(data.svg);
    // What is wider than the window begins somewhere above its middle.
    const first = picture.querySelector('[data-step]');
    if (other && first) show(first);
  }
  mark(data.step);
});

/** The picture as elements of the page, without anything that could run. */
function draw(text: string): void {
  // Its style carries the number of the page from the beginning: the policy looks at it while it is read.
  const styled = text.replaceAll('<style>', `<style nonce="${nonce}">`);
  const read = new DOMParser().parseFromString(styled, 'image/svg+xml').documentElement;
  if (read.localName !== 'svg') {
    picture.textContent = 'The picture cannot be read.';
    return;
  }
  for (const unwanted of read.querySelectorAll('script, foreignObject')) unwanted.remove();
  for (const element of [read, ...read.querySelectorAll('*')]) {
    for (const { name } of [...element.attributes]) {
      if (name.startsWith('on')) element.removeAttribute(name);
    }
  }
  const svg = document.importNode(read, true) as unknown as SVGSVGElement;
  // The policy of the page lets no style through that stands in an attribute, but one that is set.
  for (const element of [svg, ...svg.querySelectorAll<SVGElement>('[style]')]) {
    const style = element.getAttribute('style');
    element.removeAttribute('style');
    if (style) element.style.cssText = style;
  }
  for (const step of svg.querySelectorAll('[data-step]')) step.setAttribute('tabindex', '0');
  picture.replaceChildren(svg);
  theme();
  zoom(size);
}

/** Marks the step in which the cursor stands, and shows it. */
function mark(step: string | null): void {
  for (const marked of picture.querySelectorAll('.current')) marked.classList.remove('current');
  if (step === null) return;
  const found = picture.querySelector(`[data-step="${CSS.escape(step)}"]`);
  found?.classList.add('current');
  if (found) show(found);
}

/** Brings a step into the middle, unless it can be seen with something around it. */
function show(step: Element): void {
  const [seen, box] = [picture.getBoundingClientRect(), step.getBoundingClientRect()];
  const across = box.left >= seen.left + AROUND && box.right <= seen.right - AROUND;
  const down = box.top >= seen.top + AROUND && box.bottom <= seen.bottom - AROUND;
  step.scrollIntoView({ block: down ? 'nearest' : 'center', inline: across ? 'nearest' : 'center' });
}

/** Light or dark, as the editor is. */
function theme(): void {
  const names = document.body.classList;
  const dark = names.contains('vscode-dark') || (names.contains('vscode-high-contrast') && !names.contains('vscode-high-contrast-light'));
  picture.querySelector('svg')?.setAttribute('data-theme', dark ? 'dark' : 'light');
}
new MutationObserver(theme).observe(document.body, { attributes: true, attributeFilter: ['class'] });

function zoom(to: number): void {
  size = Math.min(4, Math.max(0.1, to));
  const svg = picture.querySelector('svg');
  const width = svg?.viewBox.baseVal?.width;
  if (svg && width) {
    svg.style.width = `${width * size}px`;
    svg.style.height = 'auto';
  }
  document.getElementById('whole')!.textContent = `${Math.round(size * 100)} %`;
}
document.getElementById('smaller')!.addEventListener('click', () => zoom(size / 1.25));
document.getElementById('larger')!.addEventListener('click', () => zoom(size * 1.25));
document.getElementById('whole')!.addEventListener('click', () => zoom(1));
document.getElementById('fit')!.addEventListener('click', () => {
  const box = picture.querySelector('svg')?.viewBox.baseVal;
  if (box) zoom(Math.min((picture.clientWidth - EDGES) / box.width, (picture.clientHeight - EDGES) / box.height));
});
picture.addEventListener(
  'wheel',
  (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(size * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
  },
  { passive: false },
);

function go(event: Event): void {
  const step = event.target instanceof Element ? event.target.closest('[data-step]')?.getAttribute('data-step') : null;
  if (step) editor.postMessage({ type: 'go', step });
}
picture.addEventListener('click', go);
picture.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    go(event);
  }
});

editor.postMessage({ type: 'ready' });
