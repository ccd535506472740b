// Scenarios at a click: what the server says of them is written into a channel, and summed up in a line.

import * as vscode from 'vscode';
import type { ExecuteCommandSignature } from 'vscode-languageclient/node';

import type { ScenarioResult, ScenariosResult } from './protocol';

export class Scenarios implements vscode.Disposable {
  private readonly channel = vscode.window.createOutputChannel('Rondel Scenarios');

  /** Lets a command of the server through, and shows what came of it where that is a trial. */
  async executeCommand(command: string, args: unknown[], next: ExecuteCommandSignature): Promise<unknown> {
    const result: unknown = await next(command, args);
    if (result && command === 'rondel.runScenario') this.tell(result as ScenarioResult, (result as ScenarioResult).passed);
    if (result && command === 'rondel.runAllScenarios') this.tell(result as ScenariosResult, (result as ScenariosResult).failed === 0);
    return result;
  }

  /** Shows everything that was printed since the editor was opened. */
  show(): void {
    this.channel.show(true);
  }

  dispose(): void {
    this.channel.dispose();
  }

  private tell({ transcript, message }: { transcript: string; message: string }, passed: boolean): void {
    // Which they were stands above what they printed. All of them together print nothing while they pass.
    this.channel.appendLine(message);
    if (transcript.trim()) this.channel.appendLine(transcript.trimEnd());
    this.channel.appendLine('');
    const show = 'Show';
    if (passed) {
      void vscode.window.showInformationMessage(message, show).then((choice) => choice === show && this.show());
    } else {
      this.show();
      void vscode.window.showWarningMessage(message);
    }
  }
}
