#!/usr/bin/env node
// A stand-in for `rondel lsp`: it answers as the server does, and writes down what it was asked.

import { appendFileSync } from 'node:fs';

const RANGE = { start: { line: 4, character: 2 }, end: { line: 6, character: 3 } };
const STEPS = [
  { id: 'budget', uri: 'file:///leads.rondel', range: RANGE },
  { id: 'elsewhere', uri: 'file:///other.rondel', range: RANGE },
];

const answers = {
  initialize: () => ({
    capabilities: { executeCommandProvider: { commands: ['rondel.runScenario', 'rondel.runAllScenarios'] } },
    serverInfo: { name: 'rondel', version: '0.1.0' },
  }),
  shutdown: () => null,
  'rondel/graph': ({ textDocument: { uri }, position, workflow }) =>
    position?.line === 99 || uri === 'file:///workspace.rondel'
      ? null
      : { workflow: workflow ?? 'leads', svg: '<svg/>', step: position?.line === 4 ? 'budget' : null, steps: STEPS },
  'workspace/executeCommand': ({ command, arguments: [what] }) =>
    command === 'rondel.runScenario'
      ? { passed: what.scenario !== 'a bad one', title: what.scenario, transcript: `tried ${what.scenario}\n`, message: 'one was tried' }
      : { passed: 2, failed: 0, transcript: 'tried both\n', message: '2 passed' },
};

function send(message) {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  process.stdout.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

let waiting = Buffer.alloc(0);
process.stdin.on('data', (piece) => {
  waiting = Buffer.concat([waiting, piece]);
  for (;;) {
    const head = waiting.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(waiting.subarray(0, head))[1]);
    if (waiting.length < head + 4 + length) return;
    const message = JSON.parse(waiting.subarray(head + 4, head + 4 + length));
    waiting = waiting.subarray(head + 4 + length);
    hear(message);
  }
});

function hear({ id, method, params }) {
  appendFileSync(process.env.HEARD, `${JSON.stringify({ method, params, args: process.argv.slice(2) })}\n`);
  if (method === 'exit') process.exit(0);
  if (id === undefined) return;
  send({ id, result: answers[method]?.(params) ?? null });
  if (method === 'shutdown') return;
  if (method === 'rondel/graph' && params.workflow === 'noisy') {
    send({ method: 'rondel/graphChanged', params: { uri: params.textDocument.uri } });
  }
}
