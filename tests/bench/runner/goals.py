"""What is aimed for, and how a run stands beside it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """A figure, the least that will do, and what is hoped for."""

    key: str
    about: str
    floor: float | None
    aim: float | None
    unit: str = "×"
    is_most: bool = False

    def standing(self, value: float) -> str:
        """In one word."""
        if self.floor is None:
            return "-"
        if self.aim is not None and self.holds(value, self.aim):
            return "reached"
        return "held" if self.holds(value, self.floor) else "missed"

    def holds(self, value: float, bound: float) -> bool:
        return value <= bound if self.is_most else value >= bound

    def shown(self, value: float | None) -> str:
        """With its unit."""
        if value is None:
            return "-"
        return f"{value:,.0f}{self.unit}" if abs(value) >= 1_000 else f"{value:,.4g}{self.unit}"

    def bound(self, value: float | None) -> str:
        return "-" if value is None else f"{'≤' if self.is_most else '≥'} {self.shown(value)}"


GOALS = (
    Goal("csml", "conversations, against CSML with one flow", 300, 800),
    Goal("csml_51", "the same with 51 workflows in each", 10_000, 50_000),
    Goal("rhai", "against rhai", 5, None),
    Goal("rune", "against rune", 4, None),
    Goal("luajit", "against LuaJIT", 2, None),
    Goal("xstate", "against XState", None, None),
    Goal("handwritten", "time, in multiples of the machine written by hand", 5, 2.5, is_most=True),
    Goal("loss", "time lost with 1,000 workflows, the others on other events", 10, 3, " %", True),
    Goal("loss_nearby", "the same, every fifth of them on each of these events", None, None, " %", True),
    Goal("turn", "a decision in turn among 10,000 agents", 250, 110, " ns", True),
    Goal("least", "a decision for whoever has least open, among 10,000", 250, 110, " ns", True),
    Goal("waiting", "a waiting contact", 512, 280, " B", True),
    Goal("durable", "durable turns of one caller, in durable writes of the disk", 0.6, 0.8),
    Goal("group", "durable turns of many callers, in those of one", 40, None),
)


def rows(found: dict[str, float]) -> list[tuple[str, ...]]:
    """A row for each goal that there is a figure for."""
    known = [(goal, found[goal.key]) for goal in GOALS if goal.key in found]
    return [
        (
            goal.about,
            goal.shown(value),
            goal.bound(goal.floor),
            goal.bound(goal.aim),
            goal.standing(value),
        )
        for goal, value in known
    ]
