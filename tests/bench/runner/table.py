"""The figures of a run, for people. Everything shown is a median over all repetitions of all rounds."""

from statistics import median

import goals
from figures import by_name, per_100k

RUFF = "ruff check, 1,000 files"
FRONT_ENDS = ("rondel_parse", "rondel_check", "cedar", "csml")


def show(samples: list[dict]) -> None:
    """Prints every table that there are samples for."""
    groups = by_name(samples)
    front_ends({name: groups[name] for name in FRONT_ENDS if name in groups})
    scale([group for name, group in groups.items() if name.startswith("rondel_scale_")])
    late(groups)
    large([group for name, group in groups.items() if name.startswith("rondel_large_")])
    processes([group for group in groups.values() if group[0]["clock"] == "wall"])


def front_ends(groups: dict[str, list[dict]]) -> None:
    heading("front ends, 1,000 files", "ms/100k lines", "MB/s", "x cedar", "x csml", "errors")
    for name, group in groups.items():
        row(
            name,
            f"{median(per_100k(one) for one in group):.1f}",
            f"{median(one['bytes'] / 1e6 / one['seconds'] for one in group):.2f}",
            ratio(group, groups.get("cedar")),
            ratio(group, groups.get("csml")),
            str(max(one["errors"] for one in group)),
        )


def ratio(group: list[dict], other: list[dict] | None) -> str:
    """CPU per line against another's: the median of the rounds, each compared within itself."""
    if other is None:
        return "-"

    def of_round(samples: list[dict], number: int) -> float:
        return median(per_100k(one) for one in samples if one["round"] == number)

    numbers = {one["round"] for one in group}
    return f"{median(of_round(group, number) / of_round(other, number) for number in numbers):.2f}"


def scale(groups: list[list[dict]]) -> None:
    if not groups:
        return
    heading("check, one file", "CPU ms", "t(2n)/t(n)", "errors")
    for group in groups:
        growth = [one["growth"] for one in group if one["growth"] is not None]
        shown = f"{median(growth):.2f}" if growth else "-"
        row(f"{group[0]['lines']} lines", milliseconds(group), shown, str(max(one["errors"] for one in group)))


def late(groups: dict[str, list[dict]]) -> None:
    if "rondel_late" not in groups:
        return
    heading("1,000 findings", "CPU ms", "of it showing", "errors")
    for name in ("rondel_early", "rondel_late"):
        showing = median(one["render_s"] for one in groups[name]) * 1e3
        row(name, milliseconds(groups[name]), f"{showing:.2f}", str(groups[name][0]["errors"]))


def large(groups: list[list[dict]]) -> None:
    """One long workflow, and how the time grows with its steps."""
    if not groups:
        return
    heading("check, one workflow", "CPU ms", "t(2n)/t(n)", "errors")
    half = None
    for group in groups:
        whole = median(one["seconds"] for one in group)
        shown = f"{whole / half:.2f}" if half else "-"
        row(f"{group[0]['steps']} steps", milliseconds(group), shown, str(group[0]["errors"]))
        half = whole


def rules(samples: list[dict]) -> None:
    """Which rule takes how much of it, the slowest first."""
    heading(f"rule, {samples[0]['steps']} steps", "CPU ms", "findings")
    groups = by_name(samples).items()
    for name, group in sorted(groups, key=lambda one: -median(sample["seconds"] for sample in one[1])):
        row(name, milliseconds(group), str(group[0]["found"]))


def processes(groups: list[list[dict]]) -> None:
    heading("whole processes, all threads", "wall ms", "CPU ms", "x ruff", "exit", width=36)
    peer = next((group for group in groups if group[0]["name"] == RUFF), None)
    for group in groups:
        row(
            group[0]["name"],
            milliseconds(group),
            f"{median(one['cpu'] for one in group) * 1e3:.2f}",
            beside(group, peer),
            str(group[0]["findings"]),
            width=36,
        )


def beside(group: list[dict], peer: list[dict] | None) -> str:
    """Wall time against that of ruff: the median of the rounds, each compared within itself."""
    if peer is None:
        return "-"

    def of_round(samples: list[dict], number: int) -> float:
        return median(one["seconds"] for one in samples if one["round"] == number)

    numbers = {one["round"] for one in group}
    return f"{median(of_round(group, number) / of_round(peer, number) for number in numbers):.2f}"


def show_execution(summary: dict) -> None:
    """What a run of conversations came to, beside what is aimed for."""
    for title in ("ns a conversation", "ns a decision", "bytes a waiting contact"):
        if summary[title]:
            heading(title, width=56)
            for name, value in summary[title].items():
                row(name, f"{value:,.1f}", width=56)
    if summary["durable turns"]:
        heading("durable turns", "a second", "probe", "share", width=56)
        for name, one in summary["durable turns"].items():
            row(name, *(f"{one[what]:,}" for what in ("a second", "probe", "share")), width=56)
    heading("goals", "measured", "at least", "aim", "", width=64)
    for about, *rest in goals.rows(summary["goals"]):
        row(about, *rest, width=64)


def milliseconds(group: list[dict]) -> str:
    return f"{median(one['seconds'] for one in group) * 1e3:.2f}"


def heading(*words: str, width: int = 30) -> None:
    print()
    row(*words, width=width)


def row(first: str, *words: str, width: int = 30) -> None:
    print(f"{first:{width}}" + "".join(f"{word:>15}" for word in words))
