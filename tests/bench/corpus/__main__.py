"""Writes every corpus of the benchmarks: `python3 tests/bench/corpus OUT`. No dependency, no randomness.

OUT/rondel/   1,000 workflows of about 100 lines, one program     OUT/cedar/  the same amount of Cedar policies
OUT/big/      one program of 100,000 lines in a single file        OUT/csml/   … of CSML flows
OUT/small/    one workflow with its workspace, 44 lines            OUT/py/     … of Python, for ruff
OUT/trials/   20 workflows and 1,000 scenarios of 20 lines
"""

import shutil
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import cedar
import csml
import python
import trials
from small import SMALL
from workflow import workflow
from workspace import workspace

FILES = 1_000
BIG_LINES = 100_000
SETTINGS = "# The defaults of this program are good as they are.\n"
KNOWLEDGE = {"faq.md": "# Questions people ask\n", "prices.md": "# What things cost\n"}


def main(out: Path) -> None:
    program(out / "rondel", {"workspace": workspace(), **{f"w{k:04}": workflow(k) for k in range(FILES)}})
    program(out / "big", {"big": big()})
    program(out / "small", {"small": SMALL})
    program(out / "trials", trials.texts())
    for peer, extension in ((cedar, "cedar"), (csml, "csml"), (python, "py")):
        texts = {f"w{k:04}": peer.text(k) for k in range(FILES)}
        folder(out / extension, {f"{name}.{extension}": text for name, text in texts.items()})


def big() -> str:
    """One file with its workspace: as many whole workflows as fill BIG_LINES lines."""
    text, lines, k = [workspace()], workspace().count("\n"), 0
    while lines < BIG_LINES:
        text.append(workflow(k))
        lines += text[-1].count("\n")
        k += 1
    return "".join(text)


def program(path: Path, texts: dict[str, str]) -> None:
    """A root of its own, with what its workflows mention."""
    sources = {f"{name}.rondel": text for name, text in texts.items()}
    folder(path, sources, {"rondel.toml": SETTINGS, **KNOWLEDGE})


def folder(path: Path, sources: dict[str, str], extras: dict[str, str] | None = None) -> None:
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    for name, text in {**sources, **(extras or {})}.items():
        (path / name).write_text(text, encoding="utf-8", newline="\n")
    lines = sum(text.count("\n") for text in sources.values())
    size = sum(len(text.encode()) for text in sources.values())
    print(f"{path.name:7} {len(sources):5} files {lines:7} lines {size:8} bytes, {size / lines:.1f} a line")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python3 tests/bench/corpus OUT")
    main(Path(sys.argv[1]))
