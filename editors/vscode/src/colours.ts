// Colours by meaning, over those of the grammar.

import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** What the grammar tells apart more finely than a meaning does: the words of a step are not those of a branch. */
const OF_THE_GRAMMAR = new Set(['keyword', 'number', 'string', 'comment']);

/** How many numbers say what a word is: lines and characters since the last one, length, type, modifiers. */
const WIDTH = 5;

/** The words whose colour the grammar cannot know, so that no colour changes once the server runs. */
export function meanings(tokens: vscode.SemanticTokens, types: readonly string[]): vscode.SemanticTokens {
  const kept: number[] = [];
  let [lines, characters] = [0, 0];
  for (let at = 0; at + WIDTH <= tokens.data.length; at += WIDTH) {
    const [down = 0, along = 0, length = 0, type = 0, modifiers = 0] = tokens.data.subarray(at, at + WIDTH);
    characters = down > 0 ? along : characters + along;
    lines += down;
    if (OF_THE_GRAMMAR.has(types[type] ?? '')) continue;
    kept.push(lines, characters, length, type, modifiers);
    [lines, characters] = [0, 0];
  }
  return new vscode.SemanticTokens(new Uint32Array(kept), tokens.resultId);
}

/** The names of the types of words, as the server counts them. */
export function types(client: LanguageClient | undefined): readonly string[] {
  return client?.initializeResult?.capabilities.semanticTokensProvider?.legend.tokenTypes ?? [];
}
