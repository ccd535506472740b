"""What a run of conversations comes to: medians, and ratios of the rounds, each compared within itself."""

from statistics import median

from figures import by_name

SIZES = (20, 1_000, 10_000)


class Medians:
    """Looks figures up by the name of who did the work."""

    def __init__(self, samples: list[dict]):
        self.groups = by_name(samples)

    def of(self, name: str, what: str = "ns") -> float | None:
        """The median over all repetitions of all rounds; None when it was not measured."""
        values = [one[what] for one in self.groups.get(name, []) if what in one]
        return median(values) if values else None

    def ratio(self, name: str, other: str, what: str = "ns") -> float | None:
        """How often `other` goes into `name`: the median of the rounds."""
        rounds = {one["round"] for one in self.groups.get(name, [])}
        rounds &= {one["round"] for one in self.groups.get(other, [])}
        if not rounds:
            return None

        def of_round(group: str, number: int) -> float:
            return median(one[what] for one in self.groups[group] if one["round"] == number)

        return median(of_round(name, number) / of_round(other, number) for number in rounds)

    def names(self, beginning: str) -> list[str]:
        """Names that begin so, in the order in which they first occur."""
        return [name for name in self.groups if name.startswith(beginning)]


def summary(samples: list[dict]) -> dict:
    """Everything that is recorded of a run."""
    known = Medians(samples)
    goals = values(known)
    waiting = ("with_log", "without_log", "contact_and_run", "run", "unconfirmed")
    decided = [name for name in known.names("decide, ")]
    stored = [name for name in known.names("durable, ")]
    measured = [name for name in known.groups if name not in decided + stored + ["waiting"]]
    return {
        "goals": {name: value for name, value in goals.items() if value is not None},
        "ns a conversation": {name: round(known.of(name), 1) for name in measured},
        "ns a decision": {name.removeprefix("decide, "): round(known.of(name), 1) for name in decided},
        "bytes a waiting contact": {
            what: known.of("waiting", what) for what in waiting if known.of("waiting", what) is not None
        },
        "durable turns": {
            name.removeprefix("durable, "): {
                "a second": round(known.of(name, "turns_per_s")),
                "probe": round(known.of(name, "probe_per_s")),
                "share": round(known.of(name, "share"), 3),
            }
            for name in stored
        },
    }


def values(known: Medians) -> dict[str, float | None]:
    """What each goal is about, by the goal's key; None when it was not measured."""
    loss = {name: known.ratio(name, "rondel") for name in ("rondel_999", "rondel_999_nearby")}
    crowd = max(known.names("durable, "), key=lambda name: known.of(name, "share"), default=None)
    found = {
        "csml": known.ratio("csml", "rondel"),
        "csml_51": known.ratio("csml_50", "rondel_50"),
        "loss": loss["rondel_999"] and (loss["rondel_999"] - 1) * 100,
        "loss_nearby": loss["rondel_999_nearby"] and (loss["rondel_999_nearby"] - 1) * 100,
        "handwritten": known.ratio("rondel", "handwritten"),
        "rhai": known.ratio("rhai", "rondel"),
        "rune": known.ratio("rune", "rondel"),
        "luajit": known.ratio("luajit", "rondel"),
        "xstate": known.ratio("xstate", "rondel"),
        "waiting": known.of("waiting", "without_log"),
        "durable": known.of("durable, callers: 1", "share"),
        "group": crowd and known.ratio(crowd, "durable, callers: 1", "share"),
        "turn": known.of("decide, round robin, only online, two are, 10000 agents"),
        "least": known.of("decide, least open, 10000 agents"),
    }
    return {name: value if value is None else float(f"{value:.3g}") for name, value in found.items()}
