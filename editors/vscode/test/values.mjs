// The values of the editor's API: what providers are asked with and answer with. As plain as they can be.

export class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}

/** Of two positions or of four numbers. */
export class Range {
  constructor(start, end, ...rest) {
    const [from, to] = rest.length ? [new Position(start, end), new Position(...rest)] : [start, end];
    Object.assign(this, { start: from, end: to });
  }
}

export class Selection extends Range {
  get active() {
    return this.end;
  }
}

export class Uri {
  constructor(text) {
    this.text = text;
    [this.scheme] = text.split(':');
    this.path = decodeURIComponent(text.replace(/^\w+:(\/\/)?/, ''));
    this.fsPath = this.path;
  }
  static parse = (text) => new Uri(text);
  static file = (path) => new Uri(`file://${path}`);
  static joinPath = (uri, ...parts) => new Uri([uri.text, ...parts].join('/'));
  with({ scheme }) {
    return new Uri(this.text.replace(/^\w+/, scheme));
  }
  toString() {
    return this.text;
  }
}

export class EventEmitter {
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

export class CancellationTokenSource {
  #cancelled = new EventEmitter();
  token = { isCancellationRequested: false, onCancellationRequested: this.#cancelled.event };
  cancel() {
    this.token.isCancellationRequested = true;
    this.#cancelled.fire();
  }
  dispose() {}
}

export class CancellationError extends Error {}

export class Disposable {
  constructor(dispose) {
    this.dispose = dispose;
  }
  static from = (...all) => new Disposable(() => all.forEach((one) => one.dispose()));
}

/** A class whose objects are what they were made of, under these names. */
const of = (...names) =>
  class {
    constructor(...values) {
      names.forEach((name, at) => values[at] !== undefined && (this[name] = values[at]));
    }
  };

export const Location = of('uri', 'range');
export const Diagnostic = of('range', 'message', 'severity');
export const DiagnosticRelatedInformation = of('location', 'message');
export const Hover = of('contents', 'range');
export const CompletionItem = of('label', 'kind');
export const CompletionList = of('items', 'isIncomplete');
export const CodeLens = of('range', 'command');
export const CodeAction = of('title', 'kind');
export const InlayHint = of('position', 'label', 'kind');
export const InlayHintLabelPart = of('value');
export const FoldingRange = of('start', 'end', 'kind');
export const SelectionRange = of('range', 'parent');
export const DocumentHighlight = of('range', 'kind');
export const DocumentLink = of('range', 'target');
export const DocumentSymbol = of('name', 'detail', 'kind', 'range', 'selectionRange');
export const SymbolInformation = of('name', 'kind', 'containerName', 'location');
export const SignatureInformation = of('label', 'documentation');
export const ParameterInformation = of('label', 'documentation');
export const SemanticTokens = of('data', 'resultId');
export const SemanticTokensLegend = of('tokenTypes', 'tokenModifiers');
export const TextEdit = of('range', 'newText');
export const RelativePattern = of('baseUri', 'pattern');
export const CallHierarchyItem = of();
export const TypeHierarchyItem = of();
export class SignatureHelp {}

export class MarkdownString {
  constructor(value = '') {
    this.value = value;
  }
  appendMarkdown(text) {
    this.value += text;
    return this;
  }
  appendCodeblock(text) {
    return this.appendMarkdown(`\n\`\`\`\n${text}\n\`\`\`\n`);
  }
}

export class SnippetString extends MarkdownString {}

/** The edits of every file, by its address. */
export class WorkspaceEdit {
  files = new Map();
  set(uri, edits) {
    this.files.set(uri.toString(), edits.map((edit) => (Array.isArray(edit) ? edit[0] : edit)));
  }
}

export class CodeActionKind {
  constructor(value) {
    this.value = value;
  }
  append(part) {
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }
  static Empty = new CodeActionKind('');
  static QuickFix = this.Empty.append('quickfix');
  static Refactor = this.Empty.append('refactor');
  static RefactorExtract = this.Refactor.append('extract');
  static RefactorInline = this.Refactor.append('inline');
  static RefactorRewrite = this.Refactor.append('rewrite');
  static Source = this.Empty.append('source');
  static SourceOrganizeImports = this.Source.append('organizeImports');
}

export class TabInputText {}
export class TabInputTextDiff {}
export class TabInputCustom {}
export class TabInputNotebook {}

const numbered = (from, names) => Object.fromEntries(names.split(' ').map((name, at) => [name, at + from]));

export const ViewColumn = { One: 1, Beside: -2 };
export const LanguageStatusSeverity = numbered(0, 'Information Warning Error');
export const TextEditorRevealType = { InCenterIfOutsideViewport: 2 };
export const DiagnosticSeverity = numbered(0, 'Error Warning Information Hint');
export const DiagnosticTag = numbered(1, 'Unnecessary Deprecated');
export const LogLevel = numbered(0, 'Off Trace Debug Info Warning Error');
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };
export const CodeActionTriggerKind = numbered(1, 'Invoke Automatic');
export const CompletionTriggerKind = numbered(0, 'Invoke TriggerCharacter TriggerForIncompleteCompletions');
export const CompletionItemTag = { Deprecated: 1 };
export const CompletionItemKind = numbered(
  0,
  'Text Method Function Constructor Field Variable Class Interface Module Property Unit Value Enum Keyword Snippet Color File Reference Folder EnumMember Constant Struct Event Operator TypeParameter',
);
export const DocumentHighlightKind = numbered(0, 'Text Read Write');
export const FileType = numbered(0, 'Unknown File Directory');
export const FoldingRangeKind = numbered(1, 'Comment Imports Region');
export const InlayHintKind = numbered(1, 'Type Parameter');
export const SignatureHelpTriggerKind = numbered(1, 'Invoke TriggerCharacter ContentChange');
export const SymbolKind = numbered(
  0,
  'File Module Namespace Package Class Method Property Field Constructor Enum Interface Function Variable Constant String Number Boolean Array Object Key Null EnumMember Struct Event Operator TypeParameter',
);
export const SymbolTag = { Deprecated: 1 };
export const TextDocumentSaveReason = numbered(1, 'Manual AfterDelay FocusOut');
