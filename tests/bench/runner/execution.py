"""Conversations, decisions, waiting contacts and durable turns: everybody in turn, round by round.

Out: samples, each a dict with `name` and `round`, and whatever its driver says: `ns` for one conversation or
decision, `share` for a store, bytes for contacts that wait.
"""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import prepare

CONVERSATIONS = 20_000
MANY_CONVERSATIONS = 200_000
SLOW_CONVERSATIONS = 2_000
SLOWEST_CONVERSATIONS = 100
DURABLE_CONVERSATIONS = 500
CALLERS = (16, 128)
DECISIONS = 5_000
FURTHER = 50
MANY_FURTHER = 999
REPETITIONS = 3

Sample = dict


@dataclass(frozen=True)
class Drivers:
    """Where the programs are. Those of a side that is left out are None."""

    rondel: Path | None
    waiting: Path | None
    handwritten: Path | None
    csml: Path | None
    scripts: Path | None
    xstate: Path | None


def drivers(rondel: bool, peers: bool, scripts: bool) -> Drivers:
    """Builds whatever is missing."""
    prepare.HOME.mkdir(parents=True, exist_ok=True)
    if peers:
        prepare.system_packages()
        prepare.corpora()
    own = prepare.conversation_driver() if rondel else None
    return Drivers(
        rondel=own,
        waiting=own.with_name("bench-waiting") if own else None,
        handwritten=prepare.driver("peers/handwritten", "bench-handwritten") if peers else None,
        csml=prepare.driver("peers/csml", "bench-csml-converse") if peers else None,
        scripts=prepare.driver("peers/scripts", "bench-scripts") if scripts else None,
        xstate=prepare.xstate() if scripts else None,
    )


def run(tools: Drivers, rounds: int) -> list[Sample]:
    """All samples of all rounds."""
    samples: list[Sample] = []
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", flush=True)
        samples += [{**sample, "round": number} for sample in one_round(tools)]
    return samples


def one_round(tools: Drivers) -> list[Sample]:
    samples = []
    if tools.rondel:
        samples += lines(tools.rondel, "converse", CONVERSATIONS, REPETITIONS)
    if tools.handwritten:
        samples += lines(tools.handwritten, MANY_CONVERSATIONS, REPETITIONS)
    if tools.csml:
        samples += lines(tools.csml, SLOW_CONVERSATIONS, REPETITIONS)
    if tools.rondel:
        for further in (FURTHER, MANY_FURTHER):
            for words in ((), ("--nearby",)):
                samples += lines(
                    tools.rondel, "converse", CONVERSATIONS, REPETITIONS, "--workflows", further, *words
                )
    if tools.csml:
        flows = prepare.HOME / "corpora/csml"
        samples += lines(tools.csml, SLOWEST_CONVERSATIONS, 1, FURTHER, flows)
    if tools.scripts:
        for engine in ("rhai", "rune", "luajit"):
            samples += lines(tools.scripts, engine, CONVERSATIONS, REPETITIONS)
    if tools.xstate:
        samples += lines("node", tools.xstate, CONVERSATIONS, 1)
    if tools.rondel:
        samples += lines(tools.rondel, "decide", DECISIONS, 1)
        samples += lines(tools.waiting, CONVERSATIONS)
        samples += durable(tools.rondel)
    return samples


def durable(driver: Path) -> list[Sample]:
    """On a store in one file: one caller, then many."""
    folder = prepare.HOME / "store"
    samples = lines(driver, "durable", DURABLE_CONVERSATIONS, 1, 2, folder)
    for callers in CALLERS:
        samples += lines(driver, "durable", DURABLE_CONVERSATIONS * 4, callers, 1, folder)
    return samples


def lines(program: Path | str, *words: object) -> list[Sample]:
    """A driver's lines of JSON."""
    command = [str(word) for word in (program, *words)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"failed: {' '.join(command)}\n{done.stderr}")
    samples = [json.loads(line) for line in done.stdout.splitlines()]
    return [{**sample, "name": sample.pop("peer")} for sample in samples]
