// The bundle as the editor loads it, against a stand-in for the editor and one for the program.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { load, open, until } from './editor.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const bundle = join(here, '../out/extension.js');
const folder = mkdtempSync(join(tmpdir(), 'rondel-'));
process.env.HEARD = join(folder, 'heard');
after(() => rmSync(folder, { recursive: true }));

/** Everything that the stand-in for the program has heard. */
function heard() {
  return readFileSync(process.env.HEARD, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
}

/** An editor in which the extension runs until the test is over, however that ends. */
async function running(t, settings) {
  const { vscode, seen } = open(settings);
  const extension = load(bundle, vscode);
  const context = { subscriptions: [], extensionUri: vscode.Uri.file('/extension') };
  await extension.activate(context);
  let ended;
  const end = () => (ended ??= extension.deactivate().then(() => context.subscriptions.forEach((one) => one.dispose())));
  t.after(end);
  return { vscode, seen, end };
}

const program = { 'rondel.path': join(here, 'rondel.mjs') };

test('it starts `rondel lsp` and says which commands it carries out by itself', { timeout: 20_000 }, async (t) => {
  const { seen, end } = await running(t, program);
  const { params, args } = heard().find(({ method }) => method === 'initialize');
  assert.deepEqual(args, ['lsp']);
  assert.deepEqual(params.initializationOptions, {});
  assert.deepEqual(params.capabilities.experimental.commands.commands, ['rondel.showReferences', 'rondel.showTranscript', 'rondel.openGraph', 'editor.action.triggerSuggest']);
  assert.equal(seen.items[0].text, 'Rondel runs');
  assert.deepEqual(seen.messages, []);
  await end();
  assert.ok(heard().some(({ method }) => method === 'shutdown'));
});

test('the program is found on the path', { timeout: 20_000 }, async (t) => {
  const bin = mkdtempSync(join(folder, 'bin-'));
  symlinkSync(program['rondel.path'], join(bin, 'rondel'));
  const path = process.env.PATH;
  process.env.PATH = `${bin}:${path}`;
  const { seen } = await running(t, {});
  process.env.PATH = path;
  assert.equal(seen.items[0].text, 'Rondel runs');
});

test('where the program is missing it says so once, and what to do', { timeout: 20_000 }, async (t) => {
  const { seen } = await running(t, { 'rondel.path': '/nowhere/rondel' });
  assert.equal(seen.messages.length, 1);
  const [{ kind, text, choices }] = seen.messages;
  assert.equal(kind, 'error');
  assert.match(text, /`\/nowhere\/rondel`, which the setting `rondel.path` names, is no program/);
  assert.deepEqual(choices, ['Open Settings', 'Try Again']);
  assert.equal(seen.items[0].text, 'Rondel is missing');
  await seen.commands.get('rondel.runScenariosHere')();
});

test('a path that is set while it runs is taken at once', { timeout: 20_000 }, async (t) => {
  const settings = { 'rondel.path': '/nowhere/rondel' };
  const { seen } = await running(t, settings);
  settings['rondel.path'] = program['rondel.path'];
  seen.fire('onDidChangeConfiguration', { affectsConfiguration: (section) => 'rondel.path'.startsWith(section) });
  await until(seen, 'a server that runs', () => seen.items[0].text === 'Rondel runs');
  assert.equal(seen.messages.length, 1);
});

test('every command that the package names is there', { timeout: 20_000 }, async (t) => {
  const { seen } = await running(t, program);
  const { contributes } = JSON.parse(readFileSync(join(here, '../package.json'), 'utf8'));
  for (const { command } of contributes.commands) assert.ok(seen.commands.has(command), command);
});

test('a scenario that is run from its lens is written into the channel', { timeout: 20_000 }, async (t) => {
  const { vscode, seen } = await running(t, program);
  const run = (scenario) => vscode.commands.executeCommand('rondel.runScenario', { uri: 'file:///leads.rondel', scenario });
  await run('a good one');
  const channel = seen.channels['Rondel Scenarios'];
  assert.deepEqual(channel, { lines: ['one was tried', 'tried a good one', ''], shown: 0 });
  assert.equal(seen.messages.at(-1).kind, 'information');
  await run('a bad one');
  assert.equal(channel.shown, 1);
  assert.equal(seen.messages.at(-1).kind, 'warning');
  vscode.window.activeTextEditor = { document: { uri: vscode.Uri.parse('file:///leads.rondel') } };
  await vscode.commands.executeCommand('rondel.runScenariosHere');
  assert.equal(channel.lines.at(-2), 'tried both');
});

test('a lens that lists places shows them in the list of the editor', { timeout: 20_000 }, async (t) => {
  const { vscode, seen } = await running(t, program);
  const range = { start: { line: 2, character: 4 }, end: { line: 2, character: 8 } };
  await vscode.commands.executeCommand('rondel.showReferences', 'file:///a.rondel', { line: 1, character: 2 }, [{ uri: 'file:///b.rondel', range }]);
  const { name, args } = seen.executed.at(-1);
  assert.equal(name, 'editor.action.showReferences');
  assert.equal(args[0].toString(), 'file:///a.rondel');
  assert.deepEqual(args[1], new vscode.Position(1, 2));
  assert.equal(args[2][0].uri.toString(), 'file:///b.rondel');
  assert.deepEqual(args[2][0].range.end, new vscode.Position(2, 8));
});

test('the picture stands beside the text, follows the cursor and leads back to it', { timeout: 20_000 }, async (t) => {
  const { vscode, seen } = await running(t, program);
  await vscode.commands.executeCommand('rondel.openGraph', 'file:///leads.rondel', 'leads');
  const [panel] = seen.panels;
  assert.equal(panel.where.viewColumn, vscode.ViewColumn.Beside);
  assert.deepEqual(panel.posted, [{ type: 'graph', workflow: 'leads', svg: '<svg/>', step: null }]);
  assert.equal(panel.title, 'leads (picture)');

  const at = (line) => {
    const place = new vscode.Position(line, 0);
    const document = { uri: vscode.Uri.parse('file:///leads.rondel'), languageId: 'rondel' };
    return { document, viewColumn: 1, selection: new vscode.Selection(place, place) };
  };
  vscode.window.visibleTextEditors = [at(4)];
  seen.fire('onDidChangeTextEditorSelection', { textEditor: at(4) });
  await until(seen, 'a second message to the page', () => panel.posted.length === 2);
  assert.deepEqual(panel.posted[1], { type: 'step', step: 'budget' });

  panel.hear({ type: 'go', step: 'budget' });
  await new Promise(setImmediate);
  assert.equal(seen.shown[0].uri.toString(), 'file:///leads.rondel');
  assert.equal(seen.shown[0].options.viewColumn, 1);
  assert.deepEqual(seen.shown[0].selection.active, new vscode.Position(4, 2));
  panel.hear({ type: 'go', step: 'elsewhere' });
  await new Promise(setImmediate);
  assert.equal(seen.shown[1].uri.toString(), 'file:///other.rondel');
  panel.hear({ type: 'ready' });
  assert.equal(panel.posted.at(-1).type, 'graph');
});

test('the picture is asked for again when its file was analysed anew', { timeout: 20_000 }, async (t) => {
  const { vscode, seen } = await running(t, program);
  await vscode.commands.executeCommand('rondel.openGraph', 'file:///leads.rondel', 'noisy');
  const [panel] = seen.panels;
  await until(seen, 'a second message to the page', () => panel.posted.length === 2);
  const questions = heard().filter(({ method }) => method === 'rondel/graph');
  assert.deepEqual(questions.at(-1).params, { textDocument: { uri: 'file:///leads.rondel' }, workflow: 'noisy' });
});

test('where the cursor is in no workflow the first one is shown, and where there is none the page says so', { timeout: 20_000 }, async (t) => {
  const { vscode, seen } = await running(t, program);
  const place = new vscode.Position(99, 0);
  const shows = (uri) => ({ document: { uri, languageId: 'rondel' }, selection: new vscode.Selection(place, place) });
  const [none, leads] = ['file:///workspace.rondel', 'file:///leads.rondel'].map(vscode.Uri.parse);
  vscode.window.visibleTextEditors = [none, leads].map(shows);
  await vscode.commands.executeCommand('rondel.openGraph', none);
  assert.deepEqual(seen.panels[0].posted, [{ type: 'none', message: 'There is no workflow in this file.' }]);
  await vscode.commands.executeCommand('rondel.openGraph', leads);
  assert.equal(seen.panels[0].posted[1].workflow, 'leads');
});

test('the page may load its own script and nothing else', { timeout: 20_000 }, async (t) => {
  const { vscode, seen } = await running(t, program);
  await vscode.commands.executeCommand('rondel.openGraph', 'file:///leads.rondel');
  const { html } = seen.panels[0].webview;
  const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(html);
  const [, nonce] = /nonce-([^']+)'/.exec(policy);
  assert.match(policy, /^default-src 'none'; /);
  assert.doesNotMatch(policy, /unsafe/);
  assert.equal(html.match(/<script/g).length, 1);
  assert.ok(html.includes(`<script nonce="${nonce}" src="file:///extension/out/picture.js">`));
  await vscode.commands.executeCommand('rondel.openGraph', 'file:///leads.rondel');
  assert.equal(seen.panels.length, 1, 'there is one picture');
  assert.deepEqual(seen.panels[0].options.localResourceRoots.map(String), ['file:///extension/out']);
});

test('the server can be started again', { timeout: 20_000 }, async (t) => {
  const { vscode, seen } = await running(t, program);
  const before = heard().filter(({ method }) => method === 'initialize').length;
  await vscode.commands.executeCommand('rondel.restart');
  assert.equal(heard().filter(({ method }) => method === 'initialize').length, before + 1);
  assert.equal(seen.items[0].text, 'Rondel runs');
});
