"""One workflow of the corpus: a trigger, scenes in an order of its own, an ending, here and there a scenario."""

from endings import ending
from scenarios import scenario
from scenes import ENTERED, QUIET, SPOKEN
from triggers import Kind, kind, trigger
from workspace import CAMPAIGNS, IMPORTS, TEAMS

LINES = 90
LETTERS = "abcdefgh"


def workflow(k: int) -> str:
    """The k-th workflow, from its comment to the blank line behind it; LINES lines or a few more."""
    tail = f"{ending(k)}}}\n\n{scenario(k)}"
    text = f'# Workflow {k}: triage of inbound conversations, in a mix of its own.\nworkflow w{k:04} "Triage {k}" {{\n{trigger(k)}'
    scenes = {Kind.MANUAL: ENTERED, Kind.EVENT: QUIET}.get(kind(k), SPOKEN)
    for place, letter in enumerate(LETTERS):
        if text.count("\n") + tail.count("\n") >= LINES:
            break
        text += fill(scenes[(k // 5 + place * (1 + k % 2)) % len(scenes)], k, letter)
    return fill(text + tail, k, LETTERS[0])


def fill(template: str, k: int, letter: str) -> str:
    """Puts the workflow's own numbers and names in for the words that begin with `@`."""
    block = k + LETTERS.index(letter)
    words = {
        "@team": TEAMS[block % len(TEAMS)],
        "@campaign": f"campaign_{block % CAMPAIGNS}",
        "@imported": f"imported_{k // 25 % IMPORTS}",
        "@child": f"w{k - k % 5:04}",
        "@score": str(block * 7 % 100),
        "@id": f"w{k:04}",
        "@k": str(k),
        "@b": letter,
    }
    for word, value in words.items():
        template = template.replace(word, value)
    return template
