"""The scenes workflows of the corpus are made of: SPOKEN may talk to the contact, QUIET never do.

Each can stand anywhere: it falls through to what follows, needs nothing from what came before, handles
every outcome that would end the run, and names its labels and variables by its letter, `@b`. ENTERED are
those for workflows that others start, and that therefore start nobody.
"""

NEED = """\
  # What the contact needs decides which team takes over; people of that team know the words for it.
  need_@b: ask "What can we help with, ${contact.first_name else "friend"}?" as choice into answer_@b {
    option "Sales" {
      tag sales_lead, @campaign
      set contact.last_topic = lower(answer_@b)
      assign to team sales by round_robin {
        only online
        below 20
        timeout 10m { assign to workspace by least_open }
      }
    }
    option "Invoices" {
      assign to team billing by least_open {
        skills "enterprise"
        below 40
        timeout 20m { assign to workspace by least_open }
        failed { comment "Nobody in billing speaks for enterprises, as of workflow @k." }
      }
    }
    option "Menu again" { jump to need_@b { at_most 3 } }
    option "Nothing"
    retries 2 "Please choose one of the answers above, or write the first word of it."
    timeout 1h { tag no_answer }
    invalid { comment "Gave no usable answer to the question in block @b of workflow @k." }
  } else { comment "The question of block @b was not delivered; going on as if nothing was chosen." }

"""

BUDGET = """\
  money_@b: ask "What is your monthly budget for this, in pounds?" as number into contact.budget {
    min 0
    max 1_000_000
    retries 2 "Please send a number without any words around it, like 5000 or 12.50."
    invalid { comment "Gave no usable budget in block @b, after three questions." }
    timeout 45m { tag no_answer }
  } else { comment "The question about money was not delivered; the budget stays as it was." }
  branch {
    when contact.budget is set and contact.budget >= 10_000 {
      tag vip
      set contact.lifecycle = "Hot lead"
    }
    when (contact.budget else 0) between 500 and 9_999.99 { tag key_account }
    else { comment "A small budget: ${contact.budget else "unknown"} pounds a month, says the contact." }
  }

"""

AWAY = """\
  # Outside the office's hours people are told when to expect us, and the night shift looks after the best.
  during office {
    send "You are in good hands, ${contact.first_name else "friend"}: all of us are here now. 🙂" {
      failed { comment "The promise of block @b was not delivered; somebody should call instead." }
    }
  } else {
    send "We are away just now, and sorry for it. We open again ${office.next_opening else "soon"}."
    branch {
      when contact.tags has_any [vip, key_account] and now during night_shift {
        assign to team nights by round_robin {
          only online
          accept within 5m
          timeout 30m { comment "Nobody of the night shift took the contact in block @b." }
        }
      }
    }
  }

"""

CONTACT_DATA = """\
  mail_@b: ask "Which e-mail address may we write to, if we cannot reach you here?" as email into contact.email {
    retries 1 "That does not look like an address; it has an @ somewhere in the middle."
    timeout 30m { comment "No address in half an hour; perhaps there is none." }
    invalid { jump to site_@b }
  } else { comment "The question for an address was not delivered in block @b." }
  site_@b: ask "And where do we find your company's web site?" as url into contact.website {
    timeout 30m
  } else { comment "No web site for block @b of workflow @k, for whatever reason." }
  born_@b: ask "When is your birthday, written as in 1990-12-31?" as date into contact.birthday {
    formats "yyyy-MM-dd"
    timeout 30m { comment "The birthday stays a secret, which is everybody's right." }
    invalid { comment "The birthday could not be read; ask for it another day." }
  } else { comment "The question for a birthday was not delivered in block @b." }

"""

ADVISOR = """\
  advisor_@b: ai "Find out what the contact wants to buy, how much of it, and how soon." {
    instructions \"\"\"
      Be short and friendly, like an old hand in a good shop; ask for one thing at a time, never for two.
      Offer a human as soon as the contact asks for one, or sounds upset.
      The contact's name is ${contact.first_name else "not known"}, the plan ${contact.plan else "free"}.
      \"\"\"
    knowledge "faq.md", "prices.md"
    collect "The monthly budget in pounds" as number into ai_budget_@b
    collect "The day on which the project begins" as date into ai_begin_@b
    max_turns 8
    done { comment "Budget ${ai_budget_@b else "open"}, begins ${ai_begin_@b else "some day"}." }
    handoff { tag key_account }
    unable { tag needs_review }
    idle 2h { comment "The contact fell silent in block @b, two hours ago." }
    failed { comment "The advisor of block @b could not be reached; a person has to advise." }
  }

"""

ORDER = """\
  # The shop knows the state of the last order; a slow shop must not stop us, nor must one that is ill.
  order_@b: http post "https://api.example.com/v1/contacts/${contact.id}/orders?per_page=25" {
    header "Authorization" = "Bearer ${secret(crm_token)}"
    query "source" = "workflow-@k-of-the-corpus"
    body (
      plan: contact.plan else "Free",
      country: contact.country else "GB",
      "Block of the workflow": "@b",
    )
    timeout 8s
    retries 1
    save body.order.state as text into state_@b
    save body.items[*].id as list of number into items_@b
    status 404 { tag needs_review }
    status 5xx { comment "The shop is ill; block @b goes on without what it knows." }
    failed { comment "The shop gave no usable answer in block @b of workflow @k." }
  }
  branch {
    when state_@b is set and state_@b matches "^(paid|sent)$" {
      comment "The last order is ${state_@b}, with ${length(items_@b else [])} different items in it."
    }
    when contact.email ends_with ".example.org" or contact.company contains "Ltd" { tag @campaign }
  }

"""

VALUE = """\
  # Whoever is worth more to us is marked as such; the rest is noted for whoever looks at it later.
  value_@b: branch {
    when contact.plan == "Enterprise" and (contact.score else 0) >= @score + 3 * 2 {
      tag vip
      set contact.score = round((contact.score else 0) * 1.1 + 3, 1)
    }
    when (contact.language == "fr" or contact.country in ["FR", "BE"]) and not (contact.newsletter == true) {
      set contact.newsletter = true
      set contact.last_topic = upper(first_word(contact.last_topic else "french"))
    }
    when contact.company starts_with "Acme" { clear contact.last_topic }
    else {
      untag needs_review
      set wish_@b = "block @b, with ${round(@score / 3, 1)} points out of a hundred"
      comment "Noted for later: ${wish_@b}, on ${today}, by workflow @k of the corpus."
    }
  }

"""

ROW = """\
  # One row a contact, so that the leads of the year can be counted by people who like sheets.
  row_@b: sheet append leads_sheet tab "Block @b" {
    row (Name: contact.name else "", "E-mail": contact.email else "", Plan: contact.plan else "Free")
    failed { comment "The sheet did not take the row of block @b; write it down by hand." }
  }
  during 2090-12-24..2090-12-26 {
    comment "Nobody is asked for anything at Christmas, whatever workflow @k would like to know."
  } else { wait 30m }
  pause_@b: wait until office.next_opening else now

"""

HAND_ON = """\
  # What comes next is a workflow of its own, which many others start too; this one does not wait for it.
  hand_on_@b: start @child {
    with (tier: "gold", source: "workflow @k, block @b")
    failed { comment "The next workflow did not start from block @b of workflow @k." }
  }

"""

WAIT_FOR = """\
  # Others share the contact out; as soon as they are done, things go on here.
  joined_@b: start @child {
    with (tier: "silver", source: "workflow @k, which waits")
    at finale
    and_wait
    failed { tag needs_review }
  }

"""

OWNER = """\
  # Whoever served the contact before does so again, if there is such a person and they are not full.
  branch {
    when contact.account_owner is set {
      again_@b: assign to contact.account_owner {
        timeout 15m { comment "The contact's own agent was busy for all of block @b." }
        failed { comment "The contact's own agent has left us; somebody else takes over." }
      }
    }
    when conversation.channel == whatsapp_main and (contact.score else 0) > @score {
      assign to agent amara {
        keep owner
        failed { jump to finale }
      }
    }
  }

"""

ENTERED = (NEED, ORDER, BUDGET, VALUE, AWAY, OWNER, CONTACT_DATA, ADVISOR, ROW)
SPOKEN = (*ENTERED, HAND_ON)
QUIET = (VALUE, ORDER, ROW, HAND_ON, WAIT_FOR)
