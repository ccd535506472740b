// The grammar as VS Code reads it, and the programs of the repository.

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const oniguruma = require('vscode-oniguruma');
const textmate = require('vscode-textmate');

const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, '../../..');
const place = join(here, '../rondel.tmLanguage.json');

/** The grammar, ready to read lines with. */
export async function load() {
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(place, 'utf8'), place),
  });
  return registry.loadGrammar('source.rondel');
}

/** Every piece of a program: its line, its text and its scopes. */
export function* tokens(grammar, program) {
  let state = textmate.INITIAL;
  for (const [number, line] of program.split(/\r?\n/).entries()) {
    const read = grammar.tokenizeLine(line, state);
    state = read.ruleStack;
    for (const token of read.tokens) {
      yield { line: number + 1, text: line.slice(token.startIndex, token.endIndex), scopes: token.scopes };
    }
  }
}

/** Every program below a folder of the repository. */
export function programs(folder) {
  const found = [];
  for (const name of readdirSync(join(root, folder)).sort()) {
    const path = join(root, folder, name);
    if (statSync(path).isDirectory()) found.push(...programs(relative(root, path)));
    else if (name.endsWith('.rondel')) found.push({ name: relative(root, path), text: readFileSync(path, 'utf8') });
  }
  return found;
}
