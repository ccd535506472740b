// Makes the two bundles, and brings in what other folders keep: the grammar and the licences.

import { copyFileSync, mkdirSync } from 'node:fs';
import { build } from 'esbuild';

const shared = { bundle: true, minify: true, legalComments: 'linked', logLevel: 'warning' };
await build({
  ...shared,
  entryPoints: ['src/extension.ts'],
  outfile: 'out/extension.js',
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
});
await build({
  ...shared,
  entryPoints: ['src/page/picture.ts'],
  outfile: 'out/picture.js',
  platform: 'browser',
  format: 'iife',
  target: 'chrome122',
});

mkdirSync('syntaxes', { recursive: true });
copyFileSync('../textmate/rondel.tmLanguage.json', 'syntaxes/rondel.tmLanguage.json');
copyFileSync('../../LICENSE-MIT', 'LICENSE.txt');
copyFileSync('../../LICENSE-APACHE', 'LICENSE-APACHE.txt');
