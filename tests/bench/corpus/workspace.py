"""The workspace that all workflows of the corpus talk about."""

FIRST = """Amara Bo Chen Dana Elif Femi Gita Hugo Ines Jonas Kaya Lena Milo Nora Omar Pia Quinn Rosa
Sami Tara Uma Viktor Wanda Xenia Yusuf Zoe Anton Birgit Carlos Dunja Emre Frida Goran Hanna Ivo Jana
Kofi Lucia Mateo Nadia""".split()
LAST = "Okafor Lind Wei Novak Aydın Møller Rossi Silva Keller Haddad".split()
TEAMS = ("sales", "support", "billing", "success", "onboarding", "nights", "partners", "returns")
CAMPAIGNS = 20
IMPORTS = 4

FIXED = """\

  field account_owner agent
  field birthday date
  field budget number
  field company text
  field last_agent agent
  field last_topic text
  field newsletter bool
  field plan choice "Free", "Pro", "Enterprise"
  field region choice "Europe", "Americas", "Asia"
  field score number
  field website url

  tag key_account
  tag needs_review
  tag no_answer
  tag sales_lead
  tag vip

  channel telegram_bot telegram
  channel web_widget webchat
  channel whatsapp_main whatsapp { on_doubt skip }
  template follow_up on whatsapp_main "Hi {{1}}, this is Acme again, about {{2}}."
  template order_update on whatsapp_main "Your order with Acme has changed: {{1}}."

  lifecycle "New lead", "Hot lead", "Customer"
  closing_notes "Resolved", "No answer", "Spam"
  secret crm_token
  sheet leads_sheet "Leads of this year"

  hours office {
    timezone "Europe/London"
    open mon..fri 09:00-12:30, 13:15-18:00
    open sat 10:00-14:00
    closed 2026-12-25..2026-12-27
    closed 2027-01-01
  }

  hours night_shift {
    open mon..fri 22:00-06:00
    open sat, sun 20:00-24:00
  }
}

"""


def workspace() -> str:
    """The whole declaration, as one text."""
    head = '# Everybody and everything the workflows may talk about.\nworkspace acme "Acme Ltd" {\n'
    agents = "".join(f"  {agent(i)}\n" for i in range(len(FIRST)))
    teams = "".join(f"  {team(i)}\n" for i in range(len(TEAMS)))
    tags = [f"campaign_{i}" for i in range(CAMPAIGNS)] + [f"imported_{i}" for i in range(IMPORTS)]
    declared = "".join(f"  tag {tag}\n" for tag in tags)
    return f'{head}  timezone "Europe/London"\n\n{agents}\n{teams}\n{declared}{FIXED}'


def agent(i: int) -> str:
    """The i-th agent; three of four have no limit, so that every team can always take somebody."""
    first, last = FIRST[i], LAST[i % len(LAST)]
    settings = [f'email "{first.lower()}@acme.example"']
    if i % 4 == 1:
        settings.append(f"limit {10 + i}")
    if i % 3 == 0:
        settings.append('skills "enterprise", "fr"')
    return f'agent {first.lower()} "{first} {last}" {{\n' + "".join(f"    {line}\n" for line in settings) + "  }"


def team(i: int) -> str:
    """The i-th team: ten agents, each agent in two teams."""
    members = [FIRST[(i * 5 + j) % len(FIRST)].lower() for j in range(10)]
    return f'team {TEAMS[i]} "{TEAMS[i].title()}" {", ".join(members)}'
