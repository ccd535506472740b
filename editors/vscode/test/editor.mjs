// A stand-in for the editor: as much of its API as the extension and the client touch, and what they did to it.

import { EventEmitter as Emitter } from 'node:events';
import Module from 'node:module';

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}
class Range {
  constructor(start, end) {
    Object.assign(this, { start, end });
  }
}
class Selection extends Range {
  get active() {
    return this.end;
  }
}
class Location {
  constructor(uri, range) {
    Object.assign(this, { uri, range });
  }
}
class Uri {
  constructor(text) {
    this.text = text;
    [this.scheme] = text.split(':');
    this.path = text.replace(/^\w+:(\/\/)?/, '');
    this.fsPath = this.path;
  }
  static parse = (text) => new Uri(text);
  static file = (path) => new Uri(`file://${path}`);
  static joinPath = (uri, ...parts) => new Uri([uri.text, ...parts].join('/'));
  toString() {
    return this.text;
  }
}
class EventEmitter {
  heard = new Set();
  event = (listener, self) => {
    const bound = self ? listener.bind(self) : listener;
    this.heard.add(bound);
    return { dispose: () => this.heard.delete(bound) };
  };
  fire(value) {
    for (const listener of this.heard) listener(value);
  }
  dispose() {
    this.heard.clear();
  }
}
class CancellationTokenSource {
  token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
  cancel() {}
  dispose() {}
}

/** Classes and lists of the API that the client builds on, and that nothing here looks into. */
const OTHERS = `CallHierarchyItem CancellationError CodeAction CodeActionKind CodeLens CompletionItem CompletionItemKind
  CompletionItemTag CompletionList CompletionTriggerKind Diagnostic DiagnosticTag Disposable DocumentLink FileType InlayHint
  MarkdownString ProgressLocation RelativePattern SnippetString SymbolInformation SymbolKind SymbolTag TabInputCustom
  TabInputNotebook TabInputText TabInputTextDiff TextDocumentSaveReason TextEdit TypeHierarchyItem WorkspaceEdit
  NotebookCellKind FoldingRangeKind InlayHintKind`.split(/\s+/);

const nothing = { dispose() {} };

/** Anything else that is asked of a part of the API: events, registrations, classes. */
function lenient(known) {
  return new Proxy(known, {
    get(target, name) {
      if (name in target || typeof name === 'symbol') return target[name];
      if (/^(on|register|create)/.test(name)) return () => nothing;
      if (/^[A-Z]/.test(name)) target[name] = class {};
      return target[name];
    },
  });
}

/** A new editor: `vscode` is its API, the rest is what happened. */
export function open(settings = {}) {
  const events = { selection: new EventEmitter(), editor: new EventEmitter(), configuration: new EventEmitter() };
  const seen = { commands: new Map(), executed: [], messages: [], channels: {}, panels: [], items: [], shown: [], events };
  const answers = [];
  const say = (kind) => async (text, ...choices) => {
    seen.messages.push({ kind, text, choices });
    seen.happened.emit('message');
    return choices.find((choice) => answers.includes(choice));
  };
  seen.happened = new Emitter();
  seen.answers = answers;
  const channel = (name) => {
    const lines = [];
    const line = (text) => lines.push(String(text));
    seen.channels[name] = { lines, shown: 0 };
    const show = () => (seen.channels[name].shown += 1);
    const level = { logLevel: 0, onDidChangeLogLevel: () => nothing };
    return { name, appendLine: line, append: line, trace: line, debug: line, info: line, warn: line, error: line, clear() {}, show, dispose() {}, ...level };
  };
  const vscode = lenient({
    __esModule: true,
    ...Object.fromEntries(OTHERS.map((name) => [name, class {}])),
    version: '1.91.0',
    Position,
    Range,
    Selection,
    Location,
    Uri,
    EventEmitter,
    CancellationTokenSource,
    ViewColumn: { One: 1, Beside: -2 },
    LanguageStatusSeverity: { Information: 0, Warning: 1, Error: 2 },
    TextEditorRevealType: { InCenterIfOutsideViewport: 2 },
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 },
    env: lenient({ appName: 'Stand-in', language: 'en', onDidChangeTelemetryEnabled: () => nothing }),
    languages: lenient({
      match: () => 0,
      createDiagnosticCollection: () => lenient({ set() {}, delete() {}, clear() {}, dispose() {} }),
      createLanguageStatusItem: (id) => {
        const item = { id, dispose() {} };
        seen.items.push(item);
        return item;
      },
    }),
    workspace: lenient({
      workspaceFolders: undefined,
      textDocuments: [],
      notebookDocuments: [],
      getConfiguration: (section) => ({
        get: (key, otherwise) => settings[section ? `${section}.${key}` : key] ?? otherwise,
        has: (key) => `${section}.${key}` in settings,
        inspect: () => undefined,
      }),
      onDidChangeConfiguration: events.configuration.event,
      createFileSystemWatcher: () =>
        lenient({ onDidCreate: () => nothing, onDidChange: () => nothing, onDidDelete: () => nothing, dispose() {} }),
    }),
    window: lenient({
      visibleTextEditors: [],
      activeTextEditor: undefined,
      tabGroups: { all: [], onDidChangeTabs: () => nothing, onDidChangeTabGroups: () => nothing },
      onDidChangeTextEditorSelection: events.selection.event,
      onDidChangeActiveTextEditor: events.editor.event,
      createOutputChannel: channel,
      showInformationMessage: say('information'),
      showWarningMessage: say('warning'),
      showErrorMessage: say('error'),
      async showTextDocument(uri, options) {
        const editor = { uri, options, revealRange: (range) => (editor.revealed = range) };
        seen.shown.push(editor);
        return editor;
      },
      createWebviewPanel(kind, title, where, options) {
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
              seen.happened.emit('posted');
            },
          },
        };
        seen.panels.push(panel);
        return panel;
      },
    }),
    commands: lenient({
      registerCommand(name, run) {
        if (seen.commands.has(name)) throw new Error(`there is a command ${name} already`);
        seen.commands.set(name, run);
        return { dispose: () => seen.commands.delete(name) };
      },
      getCommands: async () => [...seen.commands.keys()],
      async executeCommand(name, ...args) {
        seen.executed.push({ name, args });
        return seen.commands.get(name)?.(...args);
      },
    }),
  });
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

/** Waits until something is so, looking again whenever something happened. */
export async function until(seen, holds) {
  while (!holds()) await new Promise((resolve) => seen.happened.once('message', resolve) && seen.happened.once('posted', resolve));
}
