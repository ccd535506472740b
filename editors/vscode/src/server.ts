// Starts `rondel lsp`, shows how it is, and says what to do where it cannot be started.

import * as vscode from 'vscode';
import {
  LanguageClient,
  State,
  type ExecuteCommandSignature,
  type LanguageClientOptions,
  type StaticFeature,
} from 'vscode-languageclient/node';

import { meanings, types } from './colours';
import { find } from './program';
import { OWN_COMMANDS } from './protocol';

const SELECTOR = [
  { scheme: 'file', language: 'rondel' },
  { scheme: 'untitled', language: 'rondel' },
];

/** Tells the server which of its commands this client carries out by itself. */
const ownCommands: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, commands: { commands: OWN_COMMANDS } };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

/** What others want of the server. */
export interface Wishes {
  /** Comes between a command of the server and the server. */
  executeCommand(command: string, args: unknown[], next: ExecuteCommandSignature): Promise<unknown>;
  /** Is told of every new client, before that starts. */
  started(client: LanguageClient): void;
}

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly log = vscode.window.createOutputChannel('Rondel Language Server', { log: true });
  private readonly status = vscode.languages.createLanguageStatusItem('rondel.server', { language: 'rondel' });
  private starting: Promise<void> = Promise.resolve();

  constructor(private readonly wishes: Wishes) {
    this.status.name = 'Rondel';
    this.status.command = { command: 'rondel.restart', title: 'Restart' };
    this.show('starts', vscode.LanguageStatusSeverity.Information, true);
  }

  /** Starts the server, once what is under way has ended. */
  start(): Promise<void> {
    this.starting = this.starting.then(() => this.startNow());
    return this.starting;
  }

  /** Stops the server and starts it with the settings as they are now. */
  restart(): Promise<void> {
    this.starting = this.starting.then(async () => {
      await this.stop();
      await this.startNow();
    });
    return this.starting;
  }

  /** Asks the server something; nothing comes back where it is not there. */
  async ask<Answer>(method: string, params: unknown): Promise<Answer | undefined> {
    if (!this.client?.isRunning()) return undefined;
    return this.client.sendRequest<Answer>(method, params);
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // A server that does not answer is ended by the client after a while: that is no news to anybody.
    await client?.dispose().catch(() => undefined);
  }

  dispose(): void {
    this.status.dispose();
    this.log.dispose();
  }

  private async startNow(): Promise<void> {
    const settings = vscode.workspace.getConfiguration('rondel');
    const setting = settings.get<string>('path') ?? '';
    const command = find({
      setting,
      folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
      path: process.env.PATH ?? '',
      windows: process.platform === 'win32',
    });
    if (!command) return this.missing(setting);

    this.show('starts', vscode.LanguageStatusSeverity.Information, true);
    const client = new LanguageClient('rondel', 'Rondel', { command, args: ['lsp'] }, this.options());
    this.client = client;
    client.registerFeature(ownCommands);
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) return;
      if (newState === State.Running) this.show('runs', vscode.LanguageStatusSeverity.Information, false, command);
      if (newState === State.Stopped) this.show('has stopped', vscode.LanguageStatusSeverity.Error);
    });
    this.wishes.started(client);
    try {
      await client.start();
    } catch (why) {
      this.show('cannot be started', vscode.LanguageStatusSeverity.Error);
      const log = 'Show the Log';
      const text = `Rondel: \`${command} lsp\` cannot be started. An older program may not know \`lsp\` yet.`;
      this.log.error(String(why));
      void vscode.window.showErrorMessage(text, log).then((choice) => {
        if (choice === log) this.log.show(true);
      });
    }
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: SELECTOR,
      initializationOptions: {},
      outputChannel: this.log,
      synchronize: {
        configurationSection: 'rondel',
        fileEvents: [
          vscode.workspace.createFileSystemWatcher('**/*.rondel'),
          vscode.workspace.createFileSystemWatcher('**/rondel.toml'),
        ],
      },
      middleware: {
        provideDocumentSemanticTokens: async (document, token, next) => this.meant(await next(document, token)),
        provideDocumentRangeSemanticTokens: async (document, range, token, next) => this.meant(await next(document, range, token)),
        executeCommand: (command, args, next) => this.wishes.executeCommand(command, args, next),
      },
    };
  }

  private meant(tokens: vscode.SemanticTokens | null | undefined): vscode.SemanticTokens | null | undefined {
    return tokens && meanings(tokens, types(this.client));
  }

  private missing(setting: string): void {
    this.show('is missing', vscode.LanguageStatusSeverity.Error);
    const where = setting ? `\`${setting}\`, which the setting \`rondel.path\` names, is no program` : 'there is no `rondel` on your PATH';
    const text = `Rondel: ${where}. Install it with \`cargo install --path .\` in its folder, or say where it is. Colours and snippets work without it.`;
    const [open, again] = ['Open Settings', 'Try Again'];
    void vscode.window.showErrorMessage(text, open, again).then((choice) => {
      if (choice === open) void vscode.commands.executeCommand('workbench.action.openSettings', 'rondel.path');
      if (choice === again) void this.restart();
    });
  }

  private show(how: string, severity: vscode.LanguageStatusSeverity, busy = false, detail = ''): void {
    this.status.text = `Rondel ${how}`;
    this.status.severity = severity;
    this.status.busy = busy;
    this.status.detail = detail;
  }
}
