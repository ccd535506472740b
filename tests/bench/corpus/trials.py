"""A program whose scenarios are tried: 20 workflows, and 1,000 scenarios of 20 lines each."""

SCENARIOS = 1_000
WORKFLOWS = 20

WORKSPACE = """\
workspace trials "Trials" {
  timezone "Europe/London"
  agent amara "Amara Okafor"
  agent bo "Bo Lind" { limit 10 }
  agent chen "Chen Wei"
  team sales "Sales" amara, bo, chen
  field budget number
  field plan choice "Free", "Pro"
  tag vip
  channel chat webchat
  sheet leads "Leads"
}
"""

WORKFLOW = """\
workflow w@k "Workflow @k" {
  on manual
  send "Hi ${contact.first_name else "there"}, this is @k."
  budget: ask "What is your budget?" as number into contact.budget {
    timeout 1h { tag vip }
  } else { comment "No budget." }
  http post "https://crm.example.com/leads/@k" {
    body (name: contact.first_name else "nobody", budget: contact.budget else 0)
    failed { comment "The CRM did not answer." }
  }
  sheet append leads tab "Leads" {
    row (Name: contact.first_name else "nobody")
  }
  pool: assign to team sales by round_robin {
    only online
    timeout 10m { assign to workspace by least_open }
  }
  send "You talk with ${assignee.first_name else "somebody"} now."
  wait 1d
  close conversation
}
"""

SCENARIO = """\
scenario "number @n" for w@k {
  given agent amara online
  given agent bo offline
  given contact (first_name: "Contact@n", plan: "Pro")
  given http post "https://crm.example.com/*" returns 201 (id: @n)
  at 2026-03-02T10:00
  when started with ()
  expect sent "Hi Contact@n, this is @k."
  expect asked "What is your budget?"
  expect at budget
  when contact says "@n"
  expect field budget = @n
  expect http post "https://crm.example.com/leads/@k" with (name: "Contact@n", budget: @n)
  expect row (Name: "Contact@n")
  expect assigned amara
  expect sent "You talk with Amara now."
  expect not comment "*"
  after 1d
  expect ended
}
"""


def texts() -> dict[str, str]:
    """The files of the program: each workflow with its share of the scenarios."""
    files = {"workspace": WORKSPACE}
    for k in range(WORKFLOWS):
        scenarios = (filled(SCENARIO, k, n) for n in range(k, SCENARIOS, WORKFLOWS))
        files[f"w{k:02}"] = "\n".join((filled(WORKFLOW, k, 0), *scenarios))
    return files


def filled(text: str, k: int, n: int) -> str:
    return text.replace("@k", str(k)).replace("@n", str(n))
