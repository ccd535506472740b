"""Everybody measured in turn, round by round, so that a slow minute is slow for all.

Out: samples, each a dict with `name`, `round` and `seconds` (CPU or wall, as `clock` says); front-end samples
also carry `lines`, `bytes` and `errors`.
"""

import json
import resource
import shutil
import subprocess
import time
from pathlib import Path

from prepare import Tools

REPETITIONS = 3
SHORT_REPETITIONS = 20
CACHE = ".rondel_cache"
STEPS = (500, 1_000, 2_000)

Sample = dict


def run(tools: Tools, rounds: int) -> list[Sample]:
    """All samples of all rounds."""
    samples: list[Sample] = []
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", flush=True)
        samples += [{**sample, "round": number} for sample in one_round(tools)]
    return samples


def one_round(tools: Tools) -> list[Sample]:
    corpora = tools.corpora
    samples = []
    if tools.driver:
        samples += driver(tools.driver, "parse", corpora / "rondel", REPETITIONS)
        samples += driver(tools.driver, "check", corpora / "rondel", REPETITIONS)
    if tools.cedar:
        samples += driver(tools.cedar, REPETITIONS, corpora / "cedar")
    if tools.csml:
        samples += driver(tools.csml, REPETITIONS, corpora / "csml")
    if tools.driver:
        samples += driver(tools.driver, "scale", corpora / "big", 1)
        samples += driver(tools.driver, "late", corpora / "big", 1)
        for steps in STEPS:
            samples += driver(tools.driver, "large", steps, REPETITIONS)
    return samples + processes(tools)


def rules(program: Path) -> list[Sample]:
    """Every rule alone, on the longest workflow."""
    return driver(program, "rules", STEPS[-1], REPETITIONS)


def processes(tools: Tools) -> list[Sample]:
    """Whole processes, start and end included, on the wall clock."""
    corpora = tools.corpora
    samples = []
    if tools.ruff:
        check = [tools.ruff, "check", "--no-cache", "--isolated", "--quiet"]
        samples += wall("ruff check, 1,000 files", [*check, corpora / "py"], REPETITIONS)
        samples += wall("ruff check, one file", [*check, corpora / "py/w0000.py"], SHORT_REPETITIONS)
    if tools.rondel:
        anew = [tools.rondel, "check", "--no-cache"]
        many, small = corpora / "rondel", corpora / "small"
        samples += wall("rondel check, 1,000 files", [*anew, many], REPETITIONS)
        samples += wall("the same, and kept", [tools.rondel, "check", many], REPETITIONS, forget=many)
        samples += wall("nothing changed, from the cache", [tools.rondel, "check", many], REPETITIONS)
        samples += wall("rondel check, one small file", [*anew, small], SHORT_REPETITIONS)
        samples += wall("one small file, and kept", [tools.rondel, "check", small], SHORT_REPETITIONS, forget=small)
        samples += wall("rondel --version", [tools.rondel, "--version"], SHORT_REPETITIONS)
    return samples


def driver(program: Path, *words: object) -> list[Sample]:
    """A driver's lines of JSON. *Units*: CPU seconds."""
    command = [str(word) for word in (program, *words)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [named(json.loads(line)) for line in text.splitlines()]


def named(line: dict) -> Sample:
    """A driver's line as a sample; sizes of one file are told apart by their name."""
    name, seconds = line.pop("peer"), line.pop("cpu_s")
    if name == "rondel_scale":
        name = f"rondel_scale_{line['lines']}"
    if name == "rondel_large":
        name = f"rondel_large_{line['steps']}"
    if name == "rule":
        name = line["rule"]
    return {**line, "name": name, "clock": "cpu", "seconds": seconds}


def wall(name: str, command: list, repetitions: int, forget: Path | None = None) -> list[Sample]:
    """A whole process, several times, on as many threads as there are processors. *Units*: wall seconds, and the
    CPU seconds of all threads. What a program keeps in the folder `forget` is taken away before each time."""
    words = [str(word) for word in command]
    samples = []
    for _ in range(repetitions):
        if forget:
            shutil.rmtree(forget / CACHE, ignore_errors=True)
        before, start = spent(), time.perf_counter()
        done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        seconds, cpu = time.perf_counter() - start, spent() - before
        if done.returncode not in (0, 1):
            raise SystemExit(f"{name} ended with {done.returncode}: {done.stderr}")
        samples.append({"name": name, "clock": "wall", "seconds": seconds, "cpu": cpu, "findings": done.returncode})
    return samples


def spent() -> float:
    """CPU seconds of all processes that have been waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
