// XState as a yardstick: `node converse.mjs N REPS` holds the benchmark's conversation, one actor each.
// The first pass is not measured: its messages are hashed and compared.

import { assign, createActor, createMachine } from "xstate";

const [conversations, reps] = process.argv.slice(2).map(Number);
const FINGERPRINTS = { 2000: "f765ed215ff3386f", 20000: "39a73c3a1be9292b", 200000: "0a6a5ae08e8c8485" };
const PLANS = ["free", "pro", "enterprise"];
const ANSWERS = ["Sales", "Support", "Billing"];
const AGENTS = 20;
const OFFLINE = new Set([3, 7, 11, 15]);

const outside = { hash: 0n, isHashed: false, messages: 0, next: 0 };

function send(message) {
  outside.messages += 1;
  if (!outside.isHashed) return;
  for (const byte of Buffer.from(message)) {
    outside.hash = BigInt.asUintN(64, (outside.hash ^ BigInt(byte)) * 0x100000001b3n);
  }
}

function nextAgent() {
  for (;;) {
    const agent = outside.next;
    outside.next = (outside.next + 1) % AGENTS;
    if (!OFFLINE.has(agent)) return `Agent${agent}`;
  }
}

const says = (answer) => ({ event }) => event.answer === answer;
const machine = createMachine({
  id: "triage",
  initial: "welcome",
  context: ({ input }) => ({ ...input, team: null, agent: null }),
  states: {
    welcome: { entry: ({ context }) => send(`Hi ${context.name}, welcome to Acme!`), always: "ask" },
    ask: {
      entry: () => send("What can we help with?"),
      on: {
        ANSWERED: [
          { guard: says("Sales"), target: "plan", actions: assign({ team: "sales" }) },
          { guard: says("Support"), target: "plan", actions: assign({ team: "support" }) },
          { guard: says("Billing"), target: "plan", actions: assign({ team: "billing" }) },
        ],
      },
    },
    plan: {
      always: [
        {
          guard: ({ context }) => context.plan === "enterprise",
          target: "assign",
          actions: () => send("You are a priority customer."),
        },
        { target: "assign" },
      ],
    },
    assign: { entry: assign({ agent: () => nextAgent() }), always: "handed" },
    handed: {
      entry: ({ context }) => send(`You are now talking to ${context.agent} from ${context.team}.`),
      type: "final",
    },
  },
});

function pass(isHashed) {
  Object.assign(outside, { hash: 0xcbf29ce484222325n, isHashed, messages: 0, next: 0 });
  const start = process.cpuUsage();
  for (let i = 0; i < conversations; i++) {
    const actor = createActor(machine, { input: { name: `Contact${i}`, plan: PLANS[i % 3] } });
    actor.start();
    actor.send({ type: "ANSWERED", answer: ANSWERS[Math.floor(i / 3) % 3] });
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

pass(true);
const hash = outside.hash.toString(16).padStart(16, "0");
if (hash !== FINGERPRINTS[conversations]) throw new Error(`other work was done: ${hash}`);
for (let rep = 0; rep < reps; rep++) {
  const cpu_s = pass(false);
  if (outside.messages !== conversations * 3 + Math.floor(conversations / 3)) throw new Error("other work was done");
  console.log(JSON.stringify({ peer: "xstate", rep, conversations, cpu_s, ns: (cpu_s * 1e9) / conversations, hash }));
}
