"""How a workflow of the corpus begins: its triggers, settings, promises and first message.

No two workflows that ask something share an event, and none sets off another by what it changes.
"""

from enum import Enum


class Kind(Enum):
    """What sets a workflow off."""

    MANUAL = 0
    MESSAGE = 1
    WEBHOOK = 2
    PERSON = 3
    EVENT = 4


def kind(k: int) -> Kind:
    """Every fifth workflow is of the same kind; the manual ones are those that others start."""
    return Kind(k % len(Kind))


def variant(k: int, count: int) -> int:
    """Which of `count` forms workflow k takes within its kind."""
    return k // len(Kind) % count


def is_closing(k: int) -> bool:
    """Whether the workflow begins when a conversation is closed."""
    return kind(k) is Kind.EVENT and EVENTS[variant(k, len(EVENTS))] == CLOSED


def trigger(k: int) -> str:
    """The head of workflow k, up to its first scene."""
    match kind(k):
        case Kind.MANUAL:
            return MANUAL
        case Kind.MESSAGE:
            return MESSAGE
        case Kind.WEBHOOK:
            return WEBHOOK
        case Kind.PERSON:
            return (SHORTCUT, AD)[variant(k, 2)]
        case Kind.EVENT:
            return EVENTS[variant(k, len(EVENTS))] + QUIET_SETTINGS


MANUAL = """\
  on manual {
    with {
      tier text
      source text?
    }
  }
  ensure owner
  ensure reply within 5m

  # Others start this one; the contact may have been silent for long.
  send "Hi ${contact.first_name else "there"}, your ${trigger.tier} case is with us again." {
    template follow_up
    language "en"
    with contact.first_name else "there", trigger.source else "your last order"
    failed { comment "The follow-up of workflow @k was not delivered." }
  }

"""

MESSAGE = """\
  on message_received {
    contains "order @id", "delivery @id"
    channel whatsapp_main, web_widget, telegram_bot
  }
  overlap restart
  stop when assigned_by_hand, conversation_closed
  ensure reply within 5m

  send "Hi ${contact.first_name else "there"}, welcome to Acme @k! We have your message and look into it."

"""

WEBHOOK = """\
  on webhook shop_@id {
    identify by email
    body {
      email email
      amount number?
      order.total number
      reference text
    }
  }

  # The shop calls whether or not the contact is talking to us at the moment.
  open conversation
  send "Your order ${trigger.reference} over £${trigger.amount else 0} has changed." {
    template order_update
    with trigger.reference
  }

"""

SHORTCUT = """\
  on shortcut "Escalate case @k" {
    form {
      reason text "Why does this need somebody else?"
      urgent bool "Does it have to be today?"
    }
  }
  ensure owner

  set contact.last_agent = trigger.agent
  comment "Escalated for this reason: ${trigger.reason}" { mention amara, bo }
  branch {
    when trigger.urgent { tag key_account }
    else { wait 5m }
  }

"""

AD = """\
  on ad_clicked {
    platform meta, tiktok
    ads "Spring sale @k", "Summer sale @k"
  }
  once per_contact

  # Whoever comes from an advertisement is told at once that somebody is there.
  send "Hi! You came from ${trigger.ad_name else "our page"}; how good to see you. 👋" {
    on telegram_bot "Hi! We saw your click on Telegram; how good to see you."
  }
  tag @campaign

"""

OPENED = """\
  on conversation_opened {
    source contact, api
    channel whatsapp_main
    when contact.country in ["GB", "IE"] and contact.tags has_none [vip, key_account]
  }
"""

CLOSED = """\
  on conversation_closed {
    source user, workflow
    category "Resolved"
  }
"""

TAGGED = """\
  on contact_tag_updated { added @imported }
"""

FIELD_CHANGED = """\
  on contact_field_updated contact.region {
    from "Europe"
    to "Asia"
  }
"""

LIFECYCLE = """\
  on lifecycle_updated {
    from "New lead"
    to "Customer"
  }
"""

EVENTS = (OPENED, CLOSED, TAGGED, FIELD_CHANGED, LIFECYCLE)

QUIET_SETTINGS = """\
  once per_contact

  comment "Workflow @k began by ${trigger.event} at ${format(now, "d MMM HH:mm")}."

"""
