// The page of `rondel graph --format html` in a real browser: nothing is loaded, nothing is
// complained of, and everything can be done with a mouse and without one.
//
// RONDEL_PROGRAM is the program to try, CHROMIUM the browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const program = process.env.RONDEL_PROGRAM ?? join(root, "target/debug/rondel");
const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Something is found here: whoever is not online may keep the contact waiting.
const FOUND = `workflow waiting "Waiting & <found>" {
  on conversation_opened
  send "Hello! </script><script>alert(1)</script>"
  assign to workspace by least_open { only online }
}
`;

let folder;
let browser;
let address;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "rondel-page-"));
  writeFileSync(join(folder, "waiting.rondel"), FOUND);
  const file = join(folder, "page.html");
  const shop = join(root, "examples/whole_shop");
  execFileSync(program, ["graph", shop, folder, "--coverage", "--output", file]);
  address = pathToFileURL(file).href;
  browser = await chromium.launch({
    executablePath: browserPath,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});

after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Opens the page; what the browser complains of or loads besides it is gathered. */
async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (said) => complaints.push(`${said.type()}: ${said.text()}`));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => { complaints.push("a dialog"); dialog.dismiss(); });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith("file:") && !url.startsWith("data:")) complaints.push(`loads ${url}`);
  });
  await page.goto(address);
  return { page, complaints, close: () => context.close() };
}

const shown = (page) => page.locator(".sheet:visible svg");
const view = async (page) => (await shown(page).getAttribute("viewBox")).split(" ").map(Number);

function trial(name, body, options) {
  test(name, async () => {
    const opened = await open(options);
    try {
      await body(opened.page, opened);
      assert.deepEqual(opened.complaints, []);
    } finally {
      await opened.close();
    }
  });
}

trial("every workflow is listed, and one is shown", async (page) => {
  const links = page.locator("nav button");
  const count = await links.count();
  assert.ok(count > 5, `only ${count}`);
  assert.equal(await page.locator(".sheet:visible").count(), 1);
  const name = await links.nth(2).locator("small").textContent();
  await links.nth(2).click();
  assert.equal(await shown(page).getAttribute("data-workflow"), name);
  assert.equal(await links.nth(2).getAttribute("aria-current"), "true");
});

trial("a mouse pans and zooms", async (page) => {
  const start = await view(page);
  await page.mouse.move(900, 600);
  await page.mouse.down();
  await page.mouse.move(800, 500, { steps: 4 });
  await page.mouse.up();
  const panned = await view(page);
  assert.ok(panned[0] > start[0] && panned[1] > start[1], `${start} → ${panned}`);
  assert.ok(Math.abs(panned[2] - start[2]) < 0.1);
  await page.mouse.wheel(0, -300);
  await page.waitForFunction(
    (width) => Number(document.querySelector(".sheet:not([hidden]) svg").getAttribute("viewBox").split(" ")[2]) < width,
    panned[2],
  );
  await page.getByRole("button", { name: "Fit" }).click();
  const box = await shown(page).evaluate((svg) => {
    const { width, height } = svg.getBBox();
    return [width, height];
  });
  const fitted = await view(page);
  assert.ok(fitted[2] >= box[0] - 1 && fitted[3] >= box[1] - 1, `${fitted} holds ${box}`);
});

trial("a keyboard pans and zooms", async (page) => {
  await page.locator(".sheet:visible").focus();
  const start = await view(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  const panned = await view(page);
  assert.ok(panned[0] > start[0] && panned[1] > start[1]);
  await page.keyboard.press("+");
  const nearer = await view(page);
  assert.ok(nearer[2] < panned[2]);
  await page.keyboard.press("-");
  assert.ok((await view(page))[2] > nearer[2]);
  await page.keyboard.press("0");
  const fitted = await view(page);
  assert.ok(fitted[3] >= start[3]);
});

trial("steps are gone through with Tab, come into sight, and say what they are", async (page) => {
  // Which workflow comes first depends on where the folders lie: one with enough steps is looked for.
  const links = page.locator("nav button");
  const steps = () => page.locator(".sheet:visible .step").count();
  for (let at = 0; (await steps()) < 12; at += 1) await links.nth(at).click();
  await page.locator(".sheet:visible").focus();
  for (let times = 0; times < 12; times += 1) {
    await page.keyboard.press("Tab");
    const step = page.locator(".step:focus");
    assert.equal(await step.count(), 1, `after ${times + 1}`);
    const label = await step.getAttribute("aria-label");
    assert.equal(await page.locator("#detail").textContent(), label);
    const place = await step.boundingBox();
    const room = await page.locator("main").boundingBox();
    assert.ok(place.y >= room.y - 1 && place.y + place.height <= room.y + room.height + 1, label);
    assert.ok(place.x >= room.x - 1 && place.x + place.width <= room.x + room.width + 1, label);
    const width = await step.locator(".box").evaluate((box) => getComputedStyle(box).strokeWidth);
    assert.equal(width, "3px");
  }
});

trial("search finds steps of any workflow, and Enter goes to them", async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.type("hello! </script>");
  assert.equal(await page.locator("#found").textContent(), "1 step");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#found").textContent(), "1 of 1");
  assert.equal(await shown(page).getAttribute("data-workflow"), "waiting");
  const place = await page.locator(".step.picked").boundingBox();
  assert.ok(place.x > 0 && place.x + place.width < 1280 && place.y > 0 && place.y < 800);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("assign");
  const all = Number((await page.locator("#found").textContent()).split(" ")[0]);
  assert.ok(all > 5);
  assert.equal(await page.locator(".hit").count(), all);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#found").textContent(), `2 of ${all}`);
  await page.keyboard.press("Shift+Enter");
  assert.equal(await page.locator("#found").textContent(), `1 of ${all}`);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".hit").count(), 0);
});

trial("coverage and findings are shown and hidden", async (page) => {
  for (const [name, badge] of [["Coverage", ".badge.passed"], ["Findings", ".badge.warning"]]) {
    const button = page.getByRole("button", { name });
    const badges = page.locator(badge);
    assert.ok((await badges.count()) > 0, name);
    const visible = () => badges.first().evaluate((one) => getComputedStyle(one).display !== "none");
    assert.equal(await button.getAttribute("aria-pressed"), "true");
    assert.equal(await visible(), true);
    await button.click();
    assert.equal(await button.getAttribute("aria-pressed"), "false");
    assert.equal(await visible(), false);
  }
});

trial("the button for colours has the last word", async (page) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.querySelector(".ground")).fill);
  const dark = await ground();
  await page.getByRole("button", { name: "Light or dark" }).click();
  const light = await ground();
  assert.notEqual(light, dark);
  await page.getByRole("button", { name: "Light or dark" }).click();
  assert.equal(await ground(), dark);
}, { colorScheme: "dark" });

for (const colorScheme of ["light", "dark"]) {
  // Only here the policy is left aside: the checker has to come in.
  trial(`nothing is in anybody's way, ${colorScheme}`, async (page) => {
    await page.addScriptTag({ content: axe });
    const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`);
    assert.deepEqual(told, []);
    assert.ok(passes.length > 10, `only ${passes.length} rules were tried`);
  }, { colorScheme, bypassCSP: true });
}

trial("texts keep the widths they were measured with", async (page) => {
  await page.evaluate(() => document.fonts.ready);
  const differences = await page.evaluate(() => [...document.querySelectorAll(".sheet:not([hidden]) text[textLength]")]
    .map((text) => {
      const wanted = Number(text.getAttribute("textLength"));
      text.removeAttribute("textLength");
      return { text: text.textContent, wanted, is: text.getComputedTextLength() };
    })
    .filter(({ text, wanted, is }) => /^[ -~]*$/.test(text) && Math.abs(wanted - is) > 1));
  assert.deepEqual(differences, []);
});
