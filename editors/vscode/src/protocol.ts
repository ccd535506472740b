// What the extension and the server say to each other beyond the protocol that all editors share.

import type { Location, Position, Range } from 'vscode-languageclient/node';

/** Commands that the server may name because this client can carry them out. */
export const OWN_COMMANDS = [
  'rondel.showReferences',
  'rondel.showTranscript',
  'rondel.openGraph',
  'editor.action.triggerSuggest',
];

/** Asks for the picture of a workflow: the one named, or the one at the position. */
export const GRAPH = 'rondel/graph';

/** Says that a file was analysed anew, so that its picture may have changed. */
export const GRAPH_CHANGED = 'rondel/graphChanged';

export interface GraphParams {
  textDocument: { uri: string };
  position?: Position;
  workflow?: string;
}

export interface Graph {
  workflow: string;
  svg: string;
  /** The step at the position. */
  step: string | null;
  steps: { id: string; uri: string; range: Range }[];
}

/** What came of one scenario. */
export interface ScenarioResult {
  passed: boolean;
  title: string;
  transcript: string;
  message: string;
}

/** What came of all of them. */
export interface ScenariosResult {
  passed: number;
  failed: number;
  transcript: string;
  message: string;
}

export type ReferencesArguments = [uri: string, position: Position, locations: Location[]];

/** What the page of the picture is told. */
export type ToPage =
  | { type: 'graph'; workflow: string; svg: string; step: string | null }
  | { type: 'step'; step: string | null }
  | { type: 'none'; message: string };

/** What the page of the picture says. */
export type FromPage = { type: 'ready' } | { type: 'go'; step: string };
