"""Medians of a run: summed up, written down, and compared with what was written down before."""

import json
from pathlib import Path
from statistics import median

TOLERANCE = 5.0


def by_name(samples: list[dict]) -> dict[str, list[dict]]:
    """The samples of each name, in the order in which the names first occur."""
    groups: dict[str, list[dict]] = {}
    for sample in samples:
        groups.setdefault(sample["name"], []).append(sample)
    return groups


def per_100k(sample: dict) -> float:
    """CPU milliseconds per 100,000 lines."""
    return sample["seconds"] * 1e3 / sample["lines"] * 100_000


def summary(samples: list[dict]) -> dict[str, float]:
    """A figure for each name: CPU ms per 100,000 lines where lines are known, else ms a run."""
    return {
        name: round(median(per_100k(one) if "lines" in one else one["seconds"] * 1e3 for one in group), 3)
        for name, group in by_name(samples).items()
    }


def record(path: Path, samples: list[dict]) -> None:
    """Writes the run's figures."""
    path.write_text(json.dumps(summary(samples), indent=2) + "\n")
    print(f"recorded in {path}")


def gate(path: Path, samples: list[dict]) -> int:
    """The exit code: 1 when a time is more than TOLERANCE times its figure, or no figure could be compared."""
    now, then = summary(samples), json.loads(path.read_text())
    shared = [name for name in then if name in now]
    slow = [name for name in shared if now[name] > then[name] * TOLERANCE]
    for name in slow:
        print(f"too slow: {name} took {now[name]:.1f} ms, recorded are {then[name]:.1f} ms")
    print(f"gate: {len(shared)} figures compared with {path}, {len(slow)} over {TOLERANCE:g} times")
    return 1 if slow or not shared else 0
