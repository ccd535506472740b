// Where the editor enters: the server, the scenarios and the picture, and the commands that reach them.

import * as vscode from 'vscode';

import { Preview } from './preview';
import { GRAPH_CHANGED, type Graph, type ReferencesArguments } from './protocol';
import { Scenarios } from './scenarios';
import { Server } from './server';

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const scenarios = new Scenarios();
  const running = new Server({
    executeCommand: (command, args, next) => scenarios.executeCommand(command, args, next),
    started: (client) => client.onNotification(GRAPH_CHANGED, ({ uri }: { uri: string }) => preview.changed(uri)),
  });
  const preview = new Preview(context.extensionUri, (method, params) => running.ask<Graph | null>(method, params));
  server = running;

  const command = (name: string, run: (...args: never[]) => unknown) =>
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  command('rondel.restart', () => running.restart());
  command('rondel.showTranscript', () => scenarios.show());
  command('rondel.openGraph', (of?: string | vscode.Uri, workflow?: string) => openGraph(preview, of, workflow));
  command('rondel.runScenariosHere', () => runHere());
  command('rondel.showReferences', (...args: ReferencesArguments) => showReferences(...args));
  context.subscriptions.push(
    running,
    scenarios,
    preview,
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('rondel.path')) void running.restart();
    }),
  );
  await running.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
  server = undefined;
}

/** From a lens, the address comes as a text; from a menu of the editor, as an address or not at all. */
async function openGraph(preview: Preview, of?: string | vscode.Uri, workflow?: string): Promise<void> {
  const uri = typeof of === 'string' ? vscode.Uri.parse(of) : (of ?? vscode.window.activeTextEditor?.document.uri);
  if (uri) await preview.open(uri, typeof workflow === 'string' ? workflow : undefined);
}

async function runHere(): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (!uri) return;
  // The client has made a command of this; where there is none, the server is not running.
  const known = await vscode.commands.getCommands(true);
  if (known.includes('rondel.runAllScenarios')) {
    await vscode.commands.executeCommand('rondel.runAllScenarios', { uri: uri.toString() });
  } else {
    void vscode.window.showWarningMessage('Rondel: the language server is not running, so no scenario was tried.');
  }
}

/** The places of a lens, in the editor's own list of references. */
async function showReferences(uri: string, position: ReferencesArguments[1], locations: ReferencesArguments[2]): Promise<void> {
  const at = (place: { line: number; character: number }) => new vscode.Position(place.line, place.character);
  const found = locations.map(
    ({ uri: there, range }) => new vscode.Location(vscode.Uri.parse(there), new vscode.Range(at(range.start), at(range.end))),
  );
  await vscode.commands.executeCommand('editor.action.showReferences', vscode.Uri.parse(uri), at(position), found);
}

