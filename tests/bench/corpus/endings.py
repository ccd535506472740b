"""How a workflow of the corpus ends. Each has the step `finale`, where others may enter it."""

from triggers import Kind, is_closing, kind, variant


def ending(k: int) -> str:
    """The last steps of workflow k."""
    if is_closing(k):
        return LET_GO
    if kind(k) is Kind.MESSAGE and variant(k, 2) == 1:
        return RATE_AND_CLOSE
    return SHARE_OUT


SHARE_OUT = """\
  # Whatever happened above, somebody owns the conversation from here on.
  finale: assign to team @team by round_robin {
    only online
    below 25
    keep owner
    priority 5
    timeout 10m { assign to workspace by least_open }
  }
  set contact.last_agent = assignee
  comment "Workflow @k handed over to ${assignee.first_name}."
"""

RATE_AND_CLOSE = """\
  finale: ask "How satisfied are you with us today, from 1 to 5?" as rating into stars {
    retries 1 "A number from 1 to 5 is all we need."
    timeout 2h { comment "No rating was given in time." }
    invalid { comment "The rating could not be read." }
  } else { comment "The question for a rating was not delivered." }
  comment "Rated ${stars else "not at all"} by ${contact.name else "somebody"}."
  close conversation {
    category "Resolved"
    summary "Workflow @k served ${contact.name else "a contact"} to the end."
  }
"""

LET_GO = """\
  # A closed conversation belongs to nobody; whoever opens it again is shared out afresh.
  finale: unassign
  comment "Let go of by workflow @k."
"""
