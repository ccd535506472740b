"""Tables of recorded figures, between the marks of the pages that show them."""

import json
from pathlib import Path

import editor
import goals
from medians import SIZES
from prepare import BENCH, ROOT

EXECUTION = BENCH / "execution.json"
INSTRUCTIONS = BENCH / "instructions.json"
SCENARIOS = BENCH / "scenarios.json"
FIGURES = BENCH / "figures.json"
EDITOR = BENCH / "editor.json"
PAGES = (ROOT / "examples/guide/speed.md", ROOT / "README.md")

WHO = {
    "handwritten": "a machine written by hand for this one conversation",
    "rondel": "Rondel",
    "rondel_50": "Rondel, 51 workflows",
    "rondel_50_nearby": "Rondel, 51 workflows, every fifth on each of these events",
    "rondel_999": "Rondel, 1,000 workflows",
    "rondel_999_nearby": "Rondel, 1,000 workflows, every fifth on each of these events",
    "luajit": "LuaJIT",
    "rune": "rune",
    "rhai": "rhai",
    "xstate": "XState",
    "csml": "CSML",
    "csml_50": "CSML, 51 flows",
}
FRONT = {
    "rondel_parse": "Rondel: text to tree",
    "rondel_check": "Rondel: everything that `rondel check` finds out",
    "cedar": "Cedar: parse and validate",
    "csml": "CSML: parse and lint",
}
PROCESSES = (
    "rondel check, 1,000 files",
    "ruff check, 1,000 files",
    "rondel check, one small file",
    "ruff check, one file",
)
LARGE = (500, 1_000, 2_000)
WAITING = {
    "with_log": "everything, with the log of what was said so far",
    "without_log": "without the log",
    "contact_and_run": "the contact and its run, while something is done with them",
    "run": "of that the run",
    "unconfirmed": "without the log, while the channel has not said whether it took the question",
}


def fill(check: bool) -> int:
    """Writes the tables into the pages, or only compares. The exit code: 1 when a page is stale."""
    tables = {"goals": goals_table(), "conversations": conversations(), "decisions": decisions()}
    tables |= {"waiting": waiting(), "durable": durable(), "instructions": instructions()}
    tables |= {"scenarios": scenarios(), "front": front(), "processes": processes(), "large": large()}
    tables |= {"editor": waited()}
    stale = []
    for page in PAGES:
        there = page.read_text(encoding="utf-8")
        text = there
        for name, table in tables.items():
            text = between(text, name, table)
        if text != there:
            stale.append(page)
            if not check:
                page.write_text(text, encoding="utf-8", newline="\n")
    for page in stale:
        verdict = "is stale: run tests/bench/run --pages" if check else "written"
        print(f"{page.relative_to(ROOT)} {verdict}")
    return 1 if check and stale else 0


def between(text: str, name: str, table: str) -> str:
    """The text with a table between its marks, if it has them."""
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    if start not in text:
        return text
    head, rest = text.split(start, 1)
    _, tail = rest.split(end, 1)
    return f"{head}{start}\n{table}\n{end}{tail}"


def recorded() -> dict:
    return json.loads(EXECUTION.read_text(encoding="utf-8"))


def goals_table() -> str:
    heads = ("", "measured", "at least", "aim", "")
    return table("|---|---:|---:|---:|---|", heads, goals.rows(recorded()["goals"]))


def conversations() -> str:
    found = recorded()["ns a conversation"]
    rows = [(WHO[name], f"{found[name]:,.0f}", f"{1e9 / found[name]:,.0f}") for name in WHO if name in found]
    heads = ("one thread", "CPU ns a conversation", "conversations a CPU second")
    return table("|---|---:|---:|", heads, rows)


def decisions() -> str:
    found = recorded()["ns a decision"]
    cases = list(dict.fromkeys(name.rsplit(", ", 1)[0] for name in found))
    rows = [(case, *(f"{found[f'{case}, {size} agents']:,.0f}" for size in SIZES)) for case in cases]
    return table("|---|---:|---:|---:|", ("CPU ns a decision", *(f"{size:,} agents" for size in SIZES)), rows)


def waiting() -> str:
    found = recorded()["bytes a waiting contact"]
    rows = [(WAITING[what], f"{value:,.0f}") for what, value in found.items()]
    return table("|---|---:|", ("a contact that waits", "bytes"), rows)


def durable() -> str:
    found = recorded()["durable turns"]
    rows = [
        (who.removeprefix("callers: "), f"{one['a second']:,}", f"{one['probe']:,}", f"{one['share']:.2f}")
        for who, one in found.items()
    ]
    heads = ("callers", "durable turns a second", "durable writes of the disk", "share")
    return table("|---:|---:|---:|---:|", heads, rows)


def front() -> str:
    found = json.loads(FIGURES.read_text(encoding="utf-8"))
    check = found["rondel_check"]
    rows = [(who, f"{found[name]:,.0f}", f"{check / found[name]:.2f}×") for name, who in FRONT.items()]
    return table("|---|---:|---:|", ("", "CPU ms for 100,000 lines", "`rondel check` takes"), rows)


def processes() -> str:
    found = json.loads(FIGURES.read_text(encoding="utf-8"))
    rows = [(f"`{name.split(',')[0]}`,{name.split(',', 1)[1]}", f"{found[name]:,.1f}") for name in PROCESSES]
    return table("|---|---:|", ("whole processes", "ms on the wall"), rows)


def large() -> str:
    found = [json.loads(FIGURES.read_text(encoding="utf-8"))[f"rondel_large_{steps}"] for steps in LARGE]
    growth = ["-", *(f"{whole / half:.2f}" for half, whole in zip(found, found[1:]))]
    rows = [(f"{steps:,}", f"{ms:.1f}", times) for steps, ms, times in zip(LARGE, found, growth)]
    return table("|---:|---:|---:|", ("steps", "CPU ms", "times those of half as many"), rows)


def instructions() -> str:
    found = json.loads(INSTRUCTIONS.read_text(encoding="utf-8"))
    rows = [(name, f"{count:,.0f}") for name, count in found.items()]
    return table("|---|---:|", ("", "instructions"), rows)


def scenarios() -> str:
    found = json.loads(SCENARIOS.read_text(encoding="utf-8"))
    rows = [
        ("`rondel check` of the program", f"{found['rondel check']:,.0f} ms"),
        ("`rondel test`, which checks it too", f"{found['rondel test']:,.0f} ms"),
        ("a scenario, over what the check takes", f"{found['a scenario']:,.0f} µs"),
    ]
    return table("|---|---:|", ("1,000 scenarios of 20 lines", "CPU"), rows)


def waited() -> str:
    rows = editor.rows(json.loads(EDITOR.read_text(encoding="utf-8")))
    heads = ("the language server", "measured", "goal", "")
    return table("|---|---:|---:|---|", heads, rows)


def table(rule: str, heads: tuple, rows: list[tuple]) -> str:
    """A table as Markdown has it, and the line end behind it."""
    lines = ["| " + " | ".join(heads) + " |", rule, *("| " + " | ".join(row) + " |" for row in rows)]
    return "\n".join(lines) + "\n"
