"""How long an editor waits for `rondel lsp`, and how much memory that holds.

The server that is released, over its standard input and output, with the clock on the wall: what people wait
for is the way there and back, with the pause after which nobody is taken to be typing any more.
"""

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

import prepare
from goals import Goal
from speaking import Speaking

FILES = 50
EDITS = 2_000
ASKED = 400
MISSING = -32601
WRONG = "  tag nobody_declared_this\n"

GOALS = (
    Goal("findings", "an edit to its findings, 99 of 100", 50, None, " ms", True),
    Goal("findings_half", "the same, every other", None, None, " ms", True),
    Goal("pulled", "an edit to its findings where the editor asks for them, 99 of 100", 50, None, " ms", True),
    Goal("completion", "an edit to what completes it, 99 of 100", 20, None, " ms", True),
    Goal("hover", "an edit to what the page at the cursor says, 99 of 100", 20, None, " ms", True),
    Goal("colours", "an edit to the colours of its file, 99 of 100", 50, None, " ms", True),
    Goal("memory", "memory after 2,000 edits", 100, None, " MB", True),
    Goal("opening", "100,000 lines in 1,000 files: start to first findings", 1_000, None, " ms", True),
)
# Machines of others are slow at times: a gate looks for what has gone wrong, not for what is slower.
GENEROUS = 10


def run(short: bool) -> dict[str, float]:
    """The figures, by the keys of their goals; those of what is not there are left out."""
    corpora = prepare.corpora()
    program = prepare.product()
    small = part(corpora / "rondel", FILES)
    edits, asked = (EDITS // 10, ASKED // 10) if short else (EDITS, ASKED)
    with Speaking(program, small) as server:
        document = Document(server, small / "w0003.rondel")
        told = [document.until_told() for _ in range(edits)]
        found = {"findings": worst(told), "findings_half": middle(told)}
        for key, method in (
            ("pulled", "textDocument/diagnostic"),
            ("hover", "textDocument/hover"),
            ("completion", "textDocument/completion"),
            ("colours", "textDocument/semanticTokens/full"),
        ):
            if "error" not in document.ask(method):
                found[key] = worst([taken(lambda m=method: document.edited(m)) for _ in range(asked)])
        found["memory"] = server.memory()
    found["opening"] = min(opening(program, corpora / "rondel") for _ in range(1 if short else 5))
    return {key: round(value, 2) for key, value in found.items()}


def part(whole: Path, files: int) -> Path:
    """A program of the first workflows of another."""
    folder = whole.parent / "editor"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    others = [path for path in whole.iterdir() if not path.stem.startswith("w0")]
    for path in sorted(whole.glob("w0*.rondel"))[:files] + [one for one in others if not one.stem.startswith("w1")]:
        shutil.copyfile(path, folder / path.name)
    return folder


def opening(program: Path, folder: Path) -> float:
    """Milliseconds from the start of the server until it tells of the file that is open."""

    def open_one() -> Speaking:
        server = Speaking(program, folder)
        Document(server, folder / "w0003.rondel", WRONG)
        return server

    start = time.perf_counter()
    with open_one():
        return (time.perf_counter() - start) * 1e3


class Document:
    """An open file with a line in its workflow that is wrong, and right again after the next edit."""

    def __init__(self, server: Speaking, path: Path, wrong: str = "") -> None:
        self.server, self.uri, self.version, self.wrong = server, path.as_uri(), 1, False
        text = path.read_text(encoding="utf-8")
        place = text.index("\n\n  ") + 2
        self.row = text[:place].count("\n")
        text = text[:place] + wrong + text[place:]
        document = {"uri": self.uri, "languageId": "rondel", "version": 1, "text": text}
        server.tell("textDocument/didOpen", {"textDocument": document})
        # Of a file without findings nothing is told.
        if wrong:
            server.until(self.is_told)

    def is_told(self, message: dict) -> bool:
        params = message.get("params") or {}
        of_this = message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == self.uri
        return of_this and params["version"] == self.version

    def edit(self) -> None:
        """Writes the wrong line, or takes it away."""
        start, end = ({"line": self.row + further, "character": 0} for further in (0, 1 if self.wrong else 0))
        change = {"range": {"start": start, "end": end}, "text": "" if self.wrong else WRONG}
        self.wrong, self.version = not self.wrong, self.version + 1
        document = {"uri": self.uri, "version": self.version}
        self.server.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})

    def until_told(self) -> float:
        def edit() -> None:
            self.edit()
            self.server.until(self.is_told)

        return taken(edit)

    def edited(self, method: str) -> None:
        self.edit()
        self.ask(method)

    def ask(self, method: str) -> dict:
        """The answer about the first word of the line that is edited."""
        place = {"textDocument": {"uri": self.uri}, "position": {"line": self.row, "character": 4}}
        answer = self.server.ask(method, place)
        if "error" in answer and answer["error"]["code"] != MISSING:
            raise SystemExit(f"{method}: {answer['error']['message']}")
        return answer


def taken(work: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def worst(times: list[float]) -> float:
    return quantiles(times, n=100)[98]


def middle(times: list[float]) -> float:
    return quantiles(times, n=2)[0]


def show(found: dict[str, float]) -> None:
    """The figures, and how they stand to what is aimed for."""
    print(f"\n{FILES} files of about 100 lines, unless another number is said")
    for goal in GOALS:
        value = found.get(goal.key)
        standing = "not there" if value is None else verdict(goal, value)
        print(f"{goal.about:70}{goal.shown(value):>10}  {goal.bound(goal.floor):>11}  {standing}")


def verdict(goal: Goal, value: float) -> str:
    """In one word, for a goal that has one bound."""
    if goal.floor is None:
        return "-"
    return "met" if goal.holds(value, goal.floor) else "missed"


def rows(found: dict[str, float]) -> list[tuple[str, ...]]:
    """A row of the page for each figure there is."""
    known = [(goal, found[goal.key]) for goal in GOALS if goal.key in found]
    return [(goal.about, goal.shown(value), goal.bound(goal.floor), verdict(goal, value)) for goal, value in known]


def gate(found: dict[str, float]) -> int:
    """The exit code: 1 when a figure is far from its goal."""
    bad = [goal for goal in GOALS if goal.floor and found.get(goal.key, 0) > goal.floor * GENEROUS]
    for goal in bad:
        print(f"{goal.about}: {goal.shown(found[goal.key])}, more than {GENEROUS} times the goal")
    good = len(found) - len(bad)
    print(f"counts: editor {good} figures within {GENEROUS} times their goals, {len(bad)} outside")
    return 1 if bad or not good else 0


def record(path: Path, found: dict[str, float]) -> None:
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(f"recorded in {path}")
