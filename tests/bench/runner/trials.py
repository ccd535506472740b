"""What it takes to try 1,000 scenarios, over what checking their program takes anyway.

Whole processes, by their CPU time on all threads: `rondel check` and `rondel test` in turn, round by round.
"""

import json
import resource
import subprocess
from pathlib import Path
from statistics import median

import prepare

SCENARIOS = 1_000
REPETITIONS = 5
GOAL = 2.0


def run(rounds: int) -> dict[str, float]:
    """Medians of all rounds. *Units*: CPU milliseconds, and microseconds a scenario."""
    prepare.HOME.mkdir(parents=True, exist_ok=True)
    program, folder = prepare.product(), prepare.corpora() / "trials"
    taken: dict[str, list[float]] = {"check": [], "test": []}
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", flush=True)
        for _ in range(REPETITIONS):
            for word, seconds in taken.items():
                seconds.append(cpu(program, word, folder))
    check, test = median(taken["check"]), median(taken["test"])
    return {
        "rondel check": round(check * 1e3, 1),
        "rondel test": round(test * 1e3, 1),
        "a scenario": round((test - check) * 1e6 / SCENARIOS, 1),
    }


def cpu(program: Path, word: str, folder: Path) -> float:
    """CPU seconds of a process that finds nothing wrong."""
    before = children()
    done = subprocess.run([str(program), word, str(folder)], capture_output=True, text=True)
    after = children()
    whole = word != "test" or f"{SCENARIOS} scenarios passed" in done.stderr
    if done.returncode != 0 or not whole:
        raise SystemExit(f"rondel {word} ended with {done.returncode}: {done.stderr}")
    return after - before


def children() -> float:
    """CPU seconds of every process that was called and has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def show(found: dict[str, float]) -> None:
    """The figures, and how they stand to what is aimed for."""
    over = (found["rondel test"] - found["rondel check"]) / 1e3
    print(f"\n{SCENARIOS:,} scenarios of 20 lines")
    for name, value in found.items():
        print(f"{name:16}{value:>10,.1f} {'µs' if name == 'a scenario' else 'ms'} CPU")
    verdict = "reached" if over <= GOAL else "missed"
    print(f"{over:.3f} s over the check; at most {GOAL:.0f} s are aimed for: {verdict}")


def record(path: Path, found: dict[str, float]) -> None:
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(f"recorded in {path}")
