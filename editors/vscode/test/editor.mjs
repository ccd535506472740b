// A stand-in for the editor: as much of its API as the extension and the client touch, and what they did to it.

import { EventEmitter as Emitter } from 'node:events';
import Module from 'node:module';

import * as values from './values.mjs';

const { EventEmitter, Position, Range } = values;
const nothing = { dispose() {} };

/** How long anything may take, in milliseconds, until a test is told that it did not happen. */
const PATIENCE = 10_000;

/** A part of the API. What it lacks is said by name, where it is asked for: else a client waits forever. */
function part(name, known, lacking = () => undefined) {
  return new Proxy(known, {
    get(target, key) {
      if (key in target || typeof key === 'symbol' || key === 'then') return target[key];
      target[key] = lacking(key);
      if (target[key] === undefined) throw new Error(`the stand-in for the editor has no ${name}.${key}`);
      return target[key];
    },
  });
}

/** A text in the editor. */
class TextDocument {
  version = 1;
  languageId = 'rondel';
  isClosed = false;
  constructor(uri, text) {
    Object.assign(this, { uri, text });
  }
  getText() {
    return this.text;
  }
  /** The position in front of these words; in front of `▮` where that stands among them. */
  at(words) {
    const found = this.text.indexOf(words.replace('▮', ''));
    if (found < 0) throw new Error(`\`${words}\` does not stand in ${this.uri}`);
    return this.positionAt(found + Math.max(0, words.indexOf('▮')));
  }
  positionAt(offset) {
    const lines = this.text.slice(0, offset).split('\n');
    return new Position(lines.length - 1, lines.at(-1).length);
  }
}

/** A new editor: `vscode` is its API, the rest is what happened. */
export function open(settings = {}, folders = undefined) {
  const events = new Map();
  const event = (name) => {
    if (!events.has(name)) events.set(name, new EventEmitter());
    return events.get(name);
  };
  const listens = (name) => (/^on[A-Z]/.test(name) ? event(name).event : undefined);
  const seen = {
    commands: new Map(), executed: [], messages: [], channels: {}, panels: [], items: [], shown: [],
    providers: new Map(), findings: new Map(), edits: [], happened: new Emitter().setMaxListeners(0), answers: [],
    /** Something that happens in the editor. */
    fire: (name, value) => event(name).fire(value),
  };
  const say = (kind) => async (text, ...choices) => {
    seen.messages.push({ kind, text, choices });
    seen.happened.emit('something');
    return choices.find((choice) => seen.answers.includes(choice));
  };

  const channel = (name) => {
    const lines = [];
    const line = (text) => lines.push(String(text));
    seen.channels[name] = { lines, shown: 0 };
    const show = () => (seen.channels[name].shown += 1);
    const level = { logLevel: values.LogLevel.Info, onDidChangeLogLevel: () => nothing };
    return { name, appendLine: line, append: line, trace: line, debug: line, info: line, warn: line, error: line, clear() {}, show, dispose() {}, ...level };
  };

  const collection = () => ({
    set(uri, found) {
      seen.findings.set(uri.toString(), found ?? []);
      seen.happened.emit('something');
    },
    has: (uri) => seen.findings.has(uri.toString()),
    get: (uri) => seen.findings.get(uri.toString()),
    delete: (uri) => seen.findings.delete(uri.toString()),
    clear: () => seen.findings.clear(),
    dispose: () => seen.findings.clear(),
  });

  /** `registerHoverProvider` and the like. */
  const registers = (name) => {
    const [, kind] = /^register(\w+)Provider$/.exec(name) ?? [];
    return kind && ((...all) => {
      const provider = all.find((one) => typeof one === 'object' && !Array.isArray(one) && Object.keys(one).some((key) => key.startsWith('provide')));
      seen.providers.set(kind, provider);
      // What a provider told is not so any more.
      for (const key of Object.keys(provider)) {
        if (/^onDidChange/.test(key)) provider[key]?.(() => seen.happened.emit('something'));
      }
      seen.happened.emit('something');
      return { dispose: () => seen.providers.delete(kind) };
    });
  };

  const configuration = (section = '') => {
    const path = (key) => [section, key].filter(Boolean).join('.');
    const get = (key, otherwise) => {
      const wanted = path(key);
      const inner = Object.entries(settings).filter(([name]) => name.startsWith(`${wanted}.`));
      const whole = inner.length ? Object.fromEntries(inner.map(([name, value]) => [name.slice(wanted.length + 1), value])) : undefined;
      return settings[wanted] ?? whole ?? otherwise;
    };
    return { get, has: (key) => get(key) !== undefined, inspect: () => undefined };
  };

  const webview = (kind, title, where, options) => {
    const messages = new EventEmitter();
    const closed = new EventEmitter();
    const panel = {
      kind, title, where, options,
      posted: [],
      hear: (message) => messages.fire(message),
      reveal() {},
      dispose: () => closed.fire(),
      onDidDispose: closed.event,
      webview: {
        cspSource: 'https://of-the-editor.example',
        asWebviewUri: (uri) => uri,
        onDidReceiveMessage: messages.event,
        async postMessage(message) {
          panel.posted.push(message);
          seen.happened.emit('something');
        },
      },
    };
    seen.panels.push(panel);
    return panel;
  };

  const vscode = part('vscode', {
    __esModule: true,
    version: '1.91.0',
    ...values,
    env: part('env', { appName: 'Stand-in', language: 'en' }, listens),
    languages: part(
      'languages',
      {
        match: (selector, document) => Number([selector].flat().some((one) => (one.language ?? one) === document.languageId)) * 10,
        createDiagnosticCollection: collection,
        createLanguageStatusItem(id) {
          const item = { id, dispose() {} };
          seen.items.push(item);
          const set = (target, key, value) => {
            target[key] = value;
            seen.happened.emit('something');
            return true;
          };
          return new Proxy(item, { set });
        },
      },
      registers,
    ),
    workspace: part(
      'workspace',
      {
        workspaceFolders: folders?.map((path, index) => ({ uri: values.Uri.file(path), name: path, index })),
        textDocuments: [],
        notebookDocuments: [],
        getConfiguration: configuration,
        getWorkspaceFolder: () => vscode.workspace.workspaceFolders?.[0],
        createFileSystemWatcher: () => part('watcher', { dispose() {} }, listens),
        async applyEdit(edit) {
          seen.edits.push(edit);
          return true;
        },
      },
      listens,
    ),
    window: part(
      'window',
      {
        visibleTextEditors: [],
        activeTextEditor: undefined,
        tabGroups: part('tabGroups', { all: [] }, listens),
        createOutputChannel: channel,
        createWebviewPanel: webview,
        showInformationMessage: say('information'),
        showWarningMessage: say('warning'),
        showErrorMessage: say('error'),
        withProgress: (_, task) => task({ report() {} }, new values.CancellationTokenSource().token),
        async showTextDocument(uri, options) {
          const editor = { uri, options };
          editor.revealRange = (range) => {
            editor.revealed = range;
            seen.happened.emit('something');
          };
          seen.shown.push(editor);
          return editor;
        },
      },
      listens,
    ),
    commands: part('commands', {
      registerCommand(name, run, self) {
        if (seen.commands.has(name)) throw new Error(`there is a command ${name} already`);
        seen.commands.set(name, run.bind(self));
        return { dispose: () => seen.commands.delete(name) };
      },
      getCommands: async () => [...seen.commands.keys()],
      async executeCommand(name, ...args) {
        seen.executed.push({ name, args });
        return seen.commands.get(name)?.(...args);
      },
    }),
  });

  /** Opens a file of this text, and puts the cursor at its beginning. */
  seen.open = (path, text) => {
    const document = new TextDocument(values.Uri.file(path), text);
    vscode.workspace.textDocuments.push(document);
    const start = new Position(0, 0);
    const editor = { document, viewColumn: 1, selection: new values.Selection(start, start) };
    vscode.window.visibleTextEditors = [...vscode.window.visibleTextEditors, editor];
    vscode.window.activeTextEditor = editor;
    seen.fire('onDidOpenTextDocument', document);
    seen.fire('onDidChangeActiveTextEditor', editor);
    return document;
  };
  /** Puts the cursor somewhere. */
  seen.move = (document, place) => {
    const textEditor = vscode.window.visibleTextEditors.find((one) => one.document === document);
    textEditor.selection = new values.Selection(place, place);
    seen.fire('onDidChangeTextEditorSelection', { textEditor });
  };
  /** Writes something in place of other words. */
  seen.write = (document, words, instead) => {
    const start = document.at(words);
    const rangeOffset = document.text.indexOf(words);
    const range = new Range(start, document.positionAt(rangeOffset + words.length));
    document.text = document.text.replace(words, () => instead);
    document.version += 1;
    const change = { range, rangeOffset, rangeLength: words.length, text: instead };
    seen.fire('onDidChangeTextDocument', { document, contentChanges: [change], reason: undefined });
  };
  return { vscode, seen };
}

/** The bundle, loaded anew with this editor behind it. */
export function load(bundle, vscode) {
  const require = Module.createRequire(bundle);
  const original = Module._load;
  Module._load = (name, ...rest) => (name === 'vscode' ? vscode : original(name, ...rest));
  try {
    delete require.cache[require.resolve(bundle)];
    return require(bundle);
  } finally {
    Module._load = original;
  }
}

/** What comes of something, or that it has not come in time. */
export function within(what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${PATIENCE / 1000} s`)), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Waits until something is so, looking again whenever something happened. */
export function until(seen, what, holds) {
  const look = async () => {
    for (;;) {
      // Listened for before the look: what happens during it must not be missed.
      const again = new Promise((resolve) => seen.happened.once('something', resolve));
      const found = await holds();
      if (found) return found;
      await again;
    }
  };
  return within(what, look());
}
