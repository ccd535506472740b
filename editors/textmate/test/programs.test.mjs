// Every program that the compiler reads is coloured through and through.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { load, programs, tokens } from './grammar.mjs';

const grammar = await load();
const all = [...programs('examples'), ...programs('tests/fixtures/valid')];

test('nothing in a sound program looks wrong, and everything has a scope of its own', () => {
  const faults = [];
  let count = 0;
  for (const { name, text } of all) {
    for (const token of tokens(grammar, text.replace(/^\uFEFF/, ''))) {
      if (!token.text.trim()) continue;
      count += 1;
      const own = token.scopes.slice(1).filter((scope) => !scope.startsWith('meta.'));
      const wrong = token.scopes.some((scope) => scope.startsWith('invalid.'));
      if (wrong || own.length === 0) faults.push(`${name}:${token.line} ${token.text} ${token.scopes.join(' ')}`);
    }
  }
  assert.ok(all.length > 60, `only ${all.length} programs were read`);
  console.log(`counts: ${all.length} programs, ${count} tokens`);
  assert.deepEqual(faults, []);
});

test('a line begins with a word of the language wherever the compiler begins one', () => {
  const faults = [];
  for (const { name, text } of all) {
    let line = 0;
    let goesOn = false;
    let ends = '';
    for (const token of tokens(grammar, text)) {
      const scope = token.scopes.at(-1);
      if (!token.text.trim() || token.scopes.some((one) => one.startsWith('comment.'))) continue;
      if (token.line !== line) {
        line = token.line;
        goesOn = /[,=(\[+*/<>-]$|^(and|or)$/.test(ends);
        if (scope === 'variable.other.rondel' && !goesOn) faults.push(`${name}:${line} ${token.text}`);
      }
      ends = token.text.trim();
    }
  }
  assert.deepEqual(faults, []);
});
