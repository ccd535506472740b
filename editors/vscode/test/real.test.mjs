// The bundle with the program itself behind it, on a program of the examples. `RONDEL_PROGRAM` says where it is.

import assert from 'node:assert/strict';
import { chmodSync, cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { load, open, until, within } from './editor.mjs';
import { CancellationTokenSource, CodeActionTriggerKind, Range, Uri } from './values.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const program = process.env.RONDEL_PROGRAM;
const none = new CancellationTokenSource().token;

describe('with the real server', { skip: program ? false : 'RONDEL_PROGRAM names no program', timeout: 60_000 }, () => {
  let folder, vscode, seen, extension, text, workspace;
  const context = { subscriptions: [], extensionUri: Uri.file(join(here, '..')) };

  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'rondel-')));
    cpSync(join(here, '../../../examples/escalation'), folder, { recursive: true });
    // What is started writes down which process it is, and becomes the program.
    const started = join(folder, 'started');
    writeFileSync(started, `#!/bin/sh\necho $$ >'${join(folder, 'process')}'\nexec '${resolve(program)}' "$@"\n`);
    chmodSync(started, 0o755);
    ({ vscode, seen } = open({ 'rondel.path': started, 'rondel.trace.server': 'off' }, [folder]));
    extension = load(join(here, '../out/extension.js'), vscode);
    const read = (name) => seen.open(join(folder, name), readFileSync(join(folder, name), 'utf8'));
    workspace = read('workspace.rondel');
    text = read('escalation.rondel');
    await within('the start of the server', extension.activate(context));
    assert.equal(seen.items[0].text, 'Rondel runs');
  });
  after(async () => {
    // However it went: the client is told first, since it would start what has ended once more.
    await within('the end', extension.deactivate()).catch(() => undefined);
    const id = running();
    if (id) process.kill(id, 'SIGKILL');
    rmSync(folder, { recursive: true });
  });

  /** The server's process, while there is one. */
  function running() {
    try {
      const id = Number(readFileSync(join(folder, 'process'), 'utf8'));
      return process.kill(id, 0) && id;
    } catch {
      return undefined;
    }
  }

  /** Is there once the process is not: nothing tells of that but a look. */
  async function gone() {
    while (running()) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** What a provider answers; the method is named after `provide`. */
  async function ask(kind, method, ...args) {
    const provider = await until(seen, `a provider of ${kind}`, () => seen.providers.get(kind));
    return within(`${method} of ${kind}`, Promise.resolve(provider[method](...args, none)));
  }

  /** The words of a text in a range. */
  const words = ({ text: all }, { start, end }) => all.split('\n')[start.line].slice(start.character, end.character);

  /** The findings of the text, once they are such. */
  const findings = (holds) =>
    until(seen, 'findings', () => {
      const found = seen.findings.get(text.uri.toString());
      return found && holds(found) && found;
    });

  test('it says nothing that nobody asked for', () => {
    assert.deepEqual(seen.messages, []);
    assert.deepEqual(seen.channels['Rondel Language Server'].lines, []);
  });

  test('findings come, change with the text, and are mended', async () => {
    await findings((found) => found.length === 0);
    seen.write(text, 'assign to agent vanessa', 'assign to agent vanesa');
    const [found] = await findings((found) => found.length === 1);
    assert.equal(found.code, 'unknown-name');
    assert.equal(words(text, found.range), 'vanesa');
    assert.match(found.message, /^unknown agent `vanesa`/);
    const why = { diagnostics: [found], triggerKind: CodeActionTriggerKind.Invoke, only: undefined };
    const [first] = await ask('CodeActions', 'provideCodeActions', text, found.range, why);
    assert.equal(first.title, 'write `vanessa`');
    assert.deepEqual(first.edit.files.get(text.uri.toString()).map(({ newText }) => newText), ['vanessa']);
    seen.write(text, 'assign to agent vanesa', 'assign to agent vanessa');
    await findings((found) => found.length === 0);
  });

  test('a name is explained, followed, listed and renamed in every file', async () => {
    const place = text.at('team first_l▮ine');
    const { contents } = await ask('Hover', 'provideHover', text, place);
    assert.match(contents.value, /team first_line "First line"[^]*`huimin` "Huimin Lee"/);
    const [link] = await ask('Definition', 'provideDefinition', text, place);
    assert.equal(link.targetUri.toString(), workspace.uri.toString());
    assert.equal(words(workspace, link.targetRange), 'first_line');
    const all = await ask('Reference', 'provideReferences', text, place, { includeDeclaration: true });
    assert.equal(all.length, 2);
    const { range } = await ask('Rename', 'prepareRename', text, place);
    assert.equal(words(text, range), 'first_line');
    const { files } = await ask('Rename', 'provideRenameEdits', text, place, 'front');
    assert.deepEqual([...files.keys()].sort(), [text, workspace].map(({ uri }) => uri.toString()).sort());
    for (const edits of files.values()) assert.deepEqual(edits.map(({ newText }) => newText), ['front']);
  });

  test('what may stand at the cursor is offered', async () => {
    const steps = await ask('CompletionItem', 'provideCompletionItems', text, text.at('  ▮send "${assignee'), { triggerKind: 0 });
    const labels = (list) => (list.items ?? list).map(({ label }) => label.label ?? label);
    for (const step of ['ask', 'send', 'branch']) assert.ok(labels(steps).includes(step), step);
    const teams = await ask('CompletionItem', 'provideCompletionItems', text, text.at('assign to team ▮first_line'), { triggerKind: 0 });
    assert.deepEqual(labels(teams), ['first_line', 'second_line']);
  });

  test('words are coloured by meaning where the grammar knows none', async () => {
    const tokens = await ask('DocumentSemanticTokens', 'provideDocumentSemanticTokens', text);
    const lines = text.getText().split('\n');
    const coloured = new Set();
    let [line, character] = [0, 0];
    for (let at = 0; at < tokens.data.length; at += 5) {
      const [down, along, length] = tokens.data.slice(at, at + 3);
      [line, character] = [line + down, down > 0 ? along : character + along];
      coloured.add(lines[line].slice(character, character + length));
    }
    for (const name of ['escalate', 'first_line', 'vanessa', 'daniel', 'grace', 'assignee']) assert.ok(coloured.has(name), name);
    for (const word of coloured) assert.match(word, /^\w+$/, 'words are coloured as a whole');
    for (const word of ['workflow', 'send', '15m']) assert.ok(!coloured.has(word), word);
  });

  test('the rest of what editors ask for is answered', async () => {
    const outline = await ask('DocumentSymbol', 'provideDocumentSymbols', text);
    assert.equal(outline[0].name, 'escalate');
    assert.ok((await ask('WorkspaceSymbol', 'provideWorkspaceSymbols', 'first')).some(({ name }) => name === 'first_line'));
    assert.ok((await ask('FoldingRange', 'provideFoldingRanges', text, {})).length > 5);
    assert.ok((await ask('InlayHints', 'provideInlayHints', text, new Range(0, 0, 99, 0))).some(({ label }) => label === 'Mon'));
    const [selection] = await ask('SelectionRange', 'provideSelectionRanges', text, [text.at('first_l▮ine')]);
    assert.equal(words(text, selection.range), 'first_line');
    assert.ok(selection.parent);
    seen.write(text, '  ensure owner', '     ensure   owner');
    const edits = await ask('DocumentFormattingEdit', 'provideDocumentFormattingEdits', text, { tabSize: 2, insertSpaces: true });
    assert.ok(edits.length > 0);
    seen.write(text, '     ensure   owner', '  ensure owner');
    await findings((found) => found.length === 0);
  });

  test('a scenario is run by the command of its lens', async () => {
    // The scenarios have to be tried once before a lens says how they went.
    const lenses = await until(seen, 'lenses', async () => {
      const all = await ask('CodeLens', 'provideCodeLenses', text);
      return all.some(({ command }) => command?.title === 'coverage 100 %') && all;
    });
    const { command } = lenses.find((one) => one.command?.title === 'Run scenario');
    await within('the scenario', vscode.commands.executeCommand(command.command, ...command.arguments));
    const { lines } = seen.channels['Rondel Scenarios'];
    assert.match(lines[0], /the first one accepts/);
    assert.match(lines[1], /Huimin has your request now\./);
    assert.equal(seen.messages.at(-1).kind, 'information');
    vscode.window.activeTextEditor = vscode.window.visibleTextEditors.find((one) => one.document === text);
    await within('all scenarios', vscode.commands.executeCommand('rondel.runScenariosHere'));
    assert.match(seen.messages.at(-1).text, /^4 scenarios passed$/);
  });

  test('the picture follows the cursor, and leads back to the text', async () => {
    await within('the picture', vscode.commands.executeCommand('rondel.openGraph', text.uri));
    const [panel] = seen.panels;
    const [graph] = panel.posted;
    assert.equal(graph.workflow, 'escalate');
    assert.match(graph.svg, /^<svg [^]*data-step="[^]*<\/svg>\s*$/);
    assert.equal(graph.step, null);
    const moved = async (words) => {
      const before = panel.posted.length;
      seen.move(text, text.at(words));
      const message = await until(seen, 'the step of the cursor', () => panel.posted[before]);
      assert.equal(message.type, 'step');
      assert.ok(graph.svg.includes(`data-step="${message.step}"`), message.step);
      return message.step;
    };
    const [greeting, answer] = [await moved('send "Hi'), await moved('send "${assignee')];
    assert.notEqual(greeting, answer);

    panel.hear({ type: 'go', step: greeting });
    const { uri, selection } = await until(seen, 'the text', () => seen.shown.find((one) => one.revealed));
    assert.equal(uri.toString(), text.uri.toString());
    assert.deepEqual(selection.active, text.at('send "Hi'));

    seen.write(text, 'this is the IT desk', 'this is the help desk');
    await until(seen, 'a new picture', () => panel.posted.at(-1).svg?.includes('help desk'));
  });

  test('the server ends when the editor is closed', async () => {
    assert.ok(running());
    await within('the end', extension.deactivate());
    await within('the end of the process', gone());
  });
});
