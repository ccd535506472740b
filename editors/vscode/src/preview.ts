// The picture of a workflow beside its text. It follows the cursor, and a click on a step leads to its line.

import * as vscode from 'vscode';

import { page } from './page/html';
import { GRAPH, type FromPage, type Graph, type GraphParams, type ToPage } from './protocol';

/** How long the cursor or the text has to rest before the picture follows. */
const REST = 150;

type Ask = (method: string, params: GraphParams) => Promise<Graph | null | undefined>;

export class Preview implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private shown: Graph | undefined;
  private uri: vscode.Uri | undefined;
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners: vscode.Disposable[];

  constructor(
    private readonly folder: vscode.Uri,
    private readonly ask: Ask,
  ) {
    this.listeners = [
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.follow(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => editor && this.follow(editor)),
    ];
  }

  /** Opens the picture: of a workflow by its name, or of the one in which the cursor stands. */
  async open(uri: vscode.Uri, workflow?: string): Promise<void> {
    this.uri = uri;
    if (this.panel) this.panel.reveal(undefined, true);
    else this.create();
    await this.update(workflow, true);
  }

  /** A file was analysed anew. */
  changed(uri: string): void {
    // Files of one program depend on each other: a change in another one may show here too.
    if (this.panel && this.uri && vscode.Uri.parse(uri).scheme === this.uri.scheme) this.soon();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
    for (const listener of this.listeners) listener.dispose();
  }

  private create(): void {
    const roots = [vscode.Uri.joinPath(this.folder, 'out')];
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel('rondel.graph', 'Rondel', beside, {
      enableScripts: true,
      localResourceRoots: roots,
      retainContextWhenHidden: true,
    });
    panel.iconPath = vscode.Uri.joinPath(this.folder, 'media', 'icon.png');
    const script = panel.webview.asWebviewUri(vscode.Uri.joinPath(this.folder, 'out', 'picture.js'));
    panel.webview.onDidReceiveMessage((message: FromPage) => this.hear(message));
    panel.onDidDispose(() => {
      clearTimeout(this.timer);
      this.panel = undefined;
      this.shown = undefined;
    });
    panel.webview.html = page(script.toString(), panel.webview.cspSource);
    this.panel = panel;
  }

  private follow(editor: vscode.TextEditor): void {
    const follows = vscode.workspace.getConfiguration('rondel').get<boolean>('preview.followCursor') ?? true;
    if (!this.panel || !follows || editor.document.languageId !== 'rondel') return;
    this.uri = editor.document.uri;
    this.soon();
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.update(), REST);
  }

  private async update(workflow?: string, opens = false): Promise<void> {
    const uri = this.uri;
    if (!uri) return;
    const mine = ++this.asked;
    const ask = (params: GraphParams) => this.ask(GRAPH, params).catch(() => undefined);
    let answer = await ask(this.question(uri, workflow));
    // Where the cursor stands in no workflow, the first one of the file is more than nothing.
    if (answer === null && (opens || !this.shown)) answer = await ask({ textDocument: { uri: uri.toString() } });
    // An answer that was overtaken by a later question says nothing any more.
    if (mine !== this.asked || !this.panel) return;
    if (answer) return this.draw(answer);
    // Between two workflows the last picture stays.
    if (!this.shown) {
      const message = answer === null ? 'There is no workflow in this file.' : 'The language server is not running.';
      this.tell({ type: 'none', message });
    }
  }

  private question(uri: vscode.Uri, workflow: string | undefined): GraphParams {
    const question: GraphParams = { textDocument: { uri: uri.toString() } };
    if (workflow) return { ...question, workflow };
    const editor = vscode.window.visibleTextEditors.find((one) => one.document.uri.toString() === uri.toString());
    if (editor) {
      const { line, character } = editor.selection.active;
      return { ...question, position: { line, character } };
    }
    return this.shown ? { ...question, workflow: this.shown.workflow } : question;
  }

  private draw(graph: Graph): void {
    const same = this.shown?.workflow === graph.workflow && this.shown.svg === graph.svg;
    this.shown = graph;
    if (this.panel) this.panel.title = `${graph.workflow} (picture)`;
    this.tell(same ? { type: 'step', step: graph.step } : { type: 'graph', workflow: graph.workflow, svg: graph.svg, step: graph.step });
  }

  private tell(message: ToPage): void {
    void this.panel?.webview.postMessage(message);
  }

  private hear(message: FromPage): void {
    if (message.type === 'ready' && this.shown) {
      const { workflow, svg, step } = this.shown;
      this.tell({ type: 'graph', workflow, svg, step });
    }
    if (message.type === 'go') void this.go(message.step);
  }

  /** Leads to the line of a step, in the editor that shows its file where one does. */
  private async go(step: string): Promise<void> {
    const found = this.shown?.steps.find((one) => one.id === step);
    if (!found) return;
    const { start } = found.range;
    const place = new vscode.Position(start.line, start.character);
    const there = vscode.window.visibleTextEditors.find((one) => one.document.uri.toString() === found.uri);
    const viewColumn = there?.viewColumn ?? vscode.ViewColumn.One;
    const editor = await vscode.window.showTextDocument(vscode.Uri.parse(found.uri), { viewColumn });
    editor.selection = new vscode.Selection(place, place);
    editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}
