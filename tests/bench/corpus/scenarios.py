"""Scenarios of the corpus: one for some workflows of the kinds that a scenario can set off in a line."""

from triggers import Kind, kind, variant


def scenario(k: int) -> str:
    """The scenario of workflow k and a blank line, or nothing."""
    if variant(k, 2) != 0:
        return ""
    return {Kind.MANUAL: STARTED, Kind.MESSAGE: SPOKEN_TO, Kind.PERSON: ESCALATED}.get(kind(k), "")


STARTED = """\
scenario "@id takes a contact over and greets by name" for @id {
  given agent amara online
  given agent bo offline
  given contact (first_name: "Ada", plan: "Pro")
  at 2026-03-02T10:00
  when started with (tier: "gold", source: "the fair")
  expect sent "Hi Ada, your gold case*"
}

"""

SPOKEN_TO = """\
scenario "@id greets whoever names an order" for @id {
  given contact (first_name: "Ada", country: "GB")
  at 2026-03-02T10:00
  when contact says "Where is order @id?"
  expect sent "Hi Ada, welcome to Acme @k!*"
  expect not closed
}

"""

ESCALATED = """\
scenario "@id notes who escalated and why" for @id {
  given agent amara busy
  at 2026-03-02T10:00
  when shortcut "Escalate case @k" by amara (reason: "Angry", urgent: true)
  expect comment "Escalated for this reason: Angry"
  expect tag key_account
}

"""
