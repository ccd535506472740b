"""Instructions of one conversation, and of checking one long workflow, as callgrind counts them.

They hardly depend on the machine, so that a gate can rest on them. Two runs of different length are counted;
the difference is conversations, or steps, alone, without what starting up takes.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import prepare

FEW, MANY = 2_000, 20_000
TOLERANCE = 0.05
STEPS = (1_000, 2_000)
GROWTH = 2.3
CASES = {"a conversation": (), "a conversation, 1,000 workflows": ("--workflows", 999)}


def run() -> dict[str, float]:
    """The figures, by what was done."""
    valgrind()
    driver = prepare.conversation_driver()
    figures = {}
    for name, words in CASES.items():
        few, many = (count(driver, "converse", number, 1, *words) for number in (FEW, MANY))
        figures[name] = round((many - few) / (MANY - FEW), 1)
    driver = prepare.own_driver()
    nothing = count(driver, "large", 0, 1)
    for steps in STEPS:
        figures[checking(steps)] = count(driver, "large", steps, 1) - nothing
    for name, figure in figures.items():
        print(f"{name}: {figure:,.0f} instructions", flush=True)
    return figures


def checking(steps: int) -> str:
    """What the figure of a workflow of so many steps is called."""
    return f"checking a workflow of {steps:,} steps"


def count(driver: Path, *words: object) -> int:
    """Instructions of a whole run of a driver."""
    count_it = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    command = [str(word) for word in (*count_it, driver, *words)]
    # The environment lies on the stack: with the same one, everything has the same address.
    done = subprocess.run(command, capture_output=True, text=True, env={"PATH": os.environ["PATH"]})
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        raise SystemExit(f"failed: {' '.join(command)}\n{done.stderr}")
    return int(found[1])


def valgrind() -> None:
    """Installs it where it is missing."""
    if shutil.which("valgrind"):
        return
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    prepare.call(*sudo, "apt-get", "update", "-q")
    prepare.call(*sudo, "apt-get", "install", "-qy", "valgrind")


def record(path: Path, figures: dict[str, float]) -> None:
    """Writes the figures."""
    path.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(f"recorded in {path}")


def gate(path: Path, figures: dict[str, float]) -> int:
    """The exit code: 1 when more instructions are needed than recorded, or nothing could be compared."""
    recorded = json.loads(path.read_text(encoding="utf-8"))
    shared = [name for name in recorded if name in figures]
    slow = [name for name in shared if figures[name] > recorded[name] * (1 + TOLERANCE)]
    for name in shared:
        now, then = figures[name], recorded[name]
        print(f"{name}: {now:,.0f} instructions, recorded are {then:,.0f} ({now / then - 1:+.2%})")
    print(f"gate: {len(shared)} figures compared with {path}, {len(slow)} over {TOLERANCE:+.0%}")
    half, whole = (figures[checking(steps)] for steps in STEPS)
    print(f"gate: twice as many steps take {whole / half:.2f} times as many instructions, at most {GROWTH} are allowed")
    return 1 if slow or not shared or whole > half * GROWTH else 0
