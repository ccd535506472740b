// The page that the extension for VS Code shows the picture in, in a real browser, as the editor loads it: with a
// stand-in for the editor's side, and the picture that the program draws.
//
// RONDEL_PROGRAM is the program to try, CHROMIUM the browser; the extension has to be built.
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
const extension = join(root, "editors/vscode");
const program = process.env.RONDEL_PROGRAM ?? join(root, "target/debug/rondel");
const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let folder;
let browser;
let address;
let svg;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "rondel-preview-"));
  const esbuild = createRequire(join(extension, "package.json"))("esbuild");
  const page = join(folder, "page.mjs");
  esbuild.buildSync({ entryPoints: [join(extension, "src/page/html.ts")], outfile: page, format: "esm", platform: "node" });
  const html = await import(pathToFileURL(page).href);
  const file = join(folder, "preview.html");
  writeFileSync(file, html.page(pathToFileURL(join(extension, "out/picture.js")).href, "file:"));
  address = pathToFileURL(file).href;
  const shop = join(root, "examples/whole_shop");
  svg = execFileSync(program, ["graph", "find_person", shop, "--format", "svg"], { encoding: "utf8" });
  browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });
});

after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Tries the page; whatever the browser complains of beyond what is allowed fails. */
function trial(name, body, allowed = /^$/) {
  test(name, { timeout: 30_000 }, async () => {
    const page = await browser.newPage({ viewport: { width: 700, height: 600 } });
    const complaints = [];
    page.on("console", (said) => complaints.push(`${said.type()}: ${said.text()}`));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.addInitScript(() => {
      window.said = [];
      window.acquireVsCodeApi = () => ({ postMessage: (message) => window.said.push(message) });
    });
    try {
      await page.goto(address);
      await body(page);
      assert.deepEqual(complaints.filter((complaint) => !allowed.test(complaint)), []);
    } finally {
      await page.close();
    }
  });
}

const tell = (page, message) =>
  page.evaluate((data) => {
    const heard = new Promise((done) => window.addEventListener("message", () => done(), { once: true }));
    window.postMessage(data, "*");
    return heard;
  }, message);
const draw = (page, step = null, picture = svg) =>
  tell(page, { type: "graph", workflow: "find_person", svg: picture, step });
const box = (page, what) => page.locator(what).boundingBox();
const within = (inner, outer) =>
  inner.x >= outer.x && inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;

trial("a picture begins where the workflow begins", async (page) => {
  assert.deepEqual(await page.evaluate("window.said"), [{ type: "ready" }]);
  await draw(page);
  const first = page.locator("[data-step]").first();
  assert.ok(within(await first.boundingBox(), await box(page, "main")));
  assert.equal(await page.locator("h1").textContent(), "find_person");
  assert.equal(await page.locator("svg").getAttribute("data-theme"), "light");
});

trial("the step of the cursor is marked and brought into the window, and nothing else moves", async (page) => {
  await draw(page);
  const header = await box(page, "header");
  for (const step of ["selling", "hello", "topic_es"]) {
    await tell(page, { type: "step", step });
    assert.equal(await page.locator(".current").getAttribute("data-step"), step);
    assert.ok(within(await box(page, ".current"), await box(page, "main")), step);
    assert.deepEqual(await box(page, "header"), header);
  }
  await tell(page, { type: "step", step: null });
  assert.equal(await page.locator(".current").count(), 0);
});

trial("a step tells of clicks and of the key Enter", async (page) => {
  await draw(page, "selling");
  await page.locator('[data-step="selling"]').click();
  await page.locator('[data-step="selling"]').focus();
  await page.keyboard.press("Enter");
  const go = { type: "go", step: "selling" };
  assert.deepEqual((await page.evaluate("window.said")).slice(1), [go, go]);
});

trial("the picture is made larger, smaller and as large as the window", async (page) => {
  await draw(page);
  const width = async () => Math.round((await box(page, "svg")).width);
  const whole = await width();
  await page.click("#larger");
  assert.equal(await width(), Math.round(whole * 1.25));
  await page.click("#fit");
  assert.ok(within(await box(page, "svg"), await box(page, "main")));
  await page.click("#whole");
  assert.equal(await width(), whole);
});

trial("it is dark where the editor is", async (page) => {
  await draw(page);
  await page.evaluate(() => document.body.classList.add("vscode-dark"));
  await page.locator('svg[data-theme="dark"]').waitFor();
});

trial("nothing in a picture runs", async (page) => {
  const planted = svg.replace("</style>", '</style><script>alert(1)</script><rect onclick="alert(2)" width="9" height="9"/>');
  assert.notEqual(planted, svg);
  await draw(page, null, planted);
  assert.equal(await page.locator("svg script, svg [onclick]").count(), 0);
  // The policy of the page refuses it besides, while it is read.
}, /^error: Executing inline event handler violates/);

trial("people who cannot see it can use it", async (page) => {
  await draw(page, "selling");
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
});

trial("where there is no picture it says why", async (page) => {
  await tell(page, { type: "none", message: "There is no workflow in this file." });
  assert.equal(await page.locator("main").textContent(), "There is no workflow in this file.");
});
